export type { ChangePlan, ChangeResult } from './ChangePlan';
export { planUpdate } from './planUpdate';
export { planKeyRotation, rotationFields, rotationSteps } from './planKeyRotation';
export type { RotationInput } from './planKeyRotation';
