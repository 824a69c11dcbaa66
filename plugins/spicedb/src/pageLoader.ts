type Page = typeof import('./page');

let loaded: Page | undefined;

/** The page of one instance, in a chunk of its own. */
export const loadPage = () =>
  import('./page').then(page => {
    loaded = page;
    return page;
  });

export const loadRolloutPage = () => loadPage().then(page => page.RolloutPage);

/** The page where it has come already. */
export const loadedRolloutPage = () => loaded?.RolloutPage;

/** Whether the portal is opened at the page's own address. */
export const comesByAddress = () => /\/spicedb\/?$/.test(window.location.pathname);

// Who does need not wait for the catalog before the page itself is fetched.
// A failure is told where the page is drawn, which asks again.
if (comesByAddress()) loadPage().catch(() => undefined);
