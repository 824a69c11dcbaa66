/** The page of one instance, in a chunk of its own. */
export const loadRolloutPage = () => import('./components/RolloutPage/RolloutPage');

// Who comes by the page's address need not wait for the catalog before the page itself is fetched.
if (/\/spicedb\/?$/.test(window.location.pathname)) void loadRolloutPage();
