import type { State } from '../world';
import { deliveryStates } from './delivery';
import { dispatchStates } from './dispatch';
import { migrationStates } from './migration';
import { migrationOutcomeStates } from './migrationOutcome';
import { migrationWordStates } from './migrationWords';
import { podCareStates } from './podCare';
import { podStates } from './pods';
import { podWordStates } from './podWords';
import { sightStates } from './sight';
import { syncStates } from './sync';

export const states: State[] = [
  ...deliveryStates,
  ...syncStates,
  ...migrationWordStates,
  ...migrationStates,
  ...migrationOutcomeStates,
  ...podWordStates,
  ...podStates,
  ...podCareStates,
  ...dispatchStates,
  ...sightStates,
];
