export { readInstance } from './readInstance';
export type { ReadInstanceResult } from './readInstance';
export { clearableFields, updateFields, updateInstance, updateSchema } from './updateInstance';
export type { InstanceUpdate, UpdateResult } from './updateInstance';
