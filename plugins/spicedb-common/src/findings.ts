import type { FindingCatalog } from './rollout/catalog';
import { rolloutFindings } from './rollout/context';
import { spicedbFindings } from './spicedb/findings';

/** Every finding by its code: of any rollout, and of SpiceDB. @public */
export const findingCatalog: FindingCatalog = { ...rolloutFindings, ...spicedbFindings };
