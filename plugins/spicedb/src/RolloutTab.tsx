import { lazy, useState } from 'react';
import { loadRolloutPage, loadedRolloutPage } from './pageLoader';

const WaitingRolloutPage = lazy(() => loadRolloutPage().then(page => ({ default: page })));

/**
 * The page, drawn at once where it has come while the catalog looked for the
 * entity. What only waits for it first draws that it waits, and asks the
 * cluster nothing until that is done.
 */
export function RolloutTab() {
  const [Page] = useState(() => loadedRolloutPage() ?? WaitingRolloutPage);
  return <Page />;
}
