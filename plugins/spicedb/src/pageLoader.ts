type Page = typeof import('./page');

let loaded: Page['RolloutPage'] | undefined;

/** The page of one instance, in a chunk of its own, with what reads for it ahead. */
export const loadPage = () =>
  import('./page').then(({ RolloutPage, readAhead }) => {
    loaded = RolloutPage;
    return { RolloutPage, readAhead };
  });

export const loadRolloutPage = () => loadPage().then(page => page.RolloutPage);

/** The page where it has come already. */
export const loadedRolloutPage = () => loaded;

/** Whether the portal is opened at the page's own address. */
export const comesByAddress = () => /\/spicedb\/?$/.test(window.location.pathname);

// Who does need not wait for the catalog before the page itself is fetched.
// A failure is told where the page is drawn, which asks again.
if (comesByAddress()) loadPage().catch(() => undefined);
