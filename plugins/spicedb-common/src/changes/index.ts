export type { ChangePlan, ChangeResult } from './ChangePlan';
export { planUpdate } from './planUpdate';
export { planKeyRotation, rotationFields, rotationSteps } from './planKeyRotation';
export type { RotationInput } from './planKeyRotation';
export { planRemoval, removalFields } from './planRemoval';
export type { RemovalInput } from './planRemoval';
export { importFields, importSchema, planImport } from './planImport';
