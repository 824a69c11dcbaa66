export type { ChangePlan, ChangeResult } from './ChangePlan';
export { planUpdate } from './planUpdate';
