type RolloutPage = typeof import('./components/RolloutPage/RolloutPage').RolloutPage;

let loaded: RolloutPage | undefined;

/** The page of one instance, in a chunk of its own. */
export const loadRolloutPage = () =>
  import('./components/RolloutPage/RolloutPage').then(module => {
    loaded = module.RolloutPage;
    return loaded;
  });

/** The page where it has come already. */
export const loadedRolloutPage = () => loaded;

/** Whether the portal is opened at the page's own address. */
export const comesByAddress = () => /\/spicedb\/?$/.test(window.location.pathname);

// Who does need not wait for the catalog before the page itself is fetched.
// A failure is told where the page is drawn, which asks again.
if (comesByAddress()) loadRolloutPage().catch(() => undefined);
