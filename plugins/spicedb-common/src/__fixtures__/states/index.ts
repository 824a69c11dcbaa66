import type { State } from '../world';
import { deliveryStates } from './delivery';
import { dispatchStates } from './dispatch';
import { migrationStates } from './migration';
import { podStates } from './pods';
import { sightStates } from './sight';

export const states: State[] = [
  ...deliveryStates,
  ...migrationStates,
  ...podStates,
  ...dispatchStates,
  ...sightStates,
];
