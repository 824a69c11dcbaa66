/** The page of one instance, in a chunk of its own. */
export const loadRolloutPage = () =>
  import('./components/RolloutPage/RolloutPage').then(module => module.RolloutPage);

// Who comes by the page's address need not wait for the catalog before the page itself is fetched.
// A failure is told where the page is drawn, which asks again.
if (/\/spicedb\/?$/.test(window.location.pathname)) loadRolloutPage().catch(() => undefined);
