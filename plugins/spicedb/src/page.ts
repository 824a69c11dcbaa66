/** What the page of one instance consists of: one chunk. */
export { RolloutPage } from './components/RolloutPage/RolloutPage';
export { readAhead } from './data/readAhead';
