export { importInstance } from './importInstance';
export type { ImportResult } from './importInstance';
export { importFields, planImport } from './planImport';
export type { ImportAnswers, ImportPlanResult } from './planImport';
export type { ImportNote } from './Ledger';
export type { Kind as ImportKind } from './originals';
