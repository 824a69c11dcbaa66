/** The page of one instance, in a chunk of its own. */
export const loadRolloutPage = () =>
  import('./components/RolloutPage/RolloutPage').then(module => module.RolloutPage);

/** Whether the portal is opened at the page's own address. */
export const comesByAddress = () => /\/spicedb\/?$/.test(window.location.pathname);

// Who does need not wait for the catalog before the page itself is fetched.
// A failure is told where the page is drawn, which asks again.
if (comesByAddress()) loadRolloutPage().catch(() => undefined);
