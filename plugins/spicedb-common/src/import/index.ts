export { importInstance } from './importInstance';
export type { ImportResult } from './importInstance';
export type { ImportNote } from './Ledger';
export type { Kind as ImportKind } from './originals';
