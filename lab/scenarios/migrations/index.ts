import type { Scenario } from '../../stage/scenario.ts';

export const MIGRATIONS: Scenario[] = [];
