import { LabError } from '../errors.ts';
import type { Scenario } from '../stage/scenario.ts';
import { CHART } from './chart/index.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { PAGE } from './page/index.ts';
import { RECORDED } from './recorded/index.ts';

/** All cases, by what they judge. Those that are recorded feed the fast tests and the sandbox. */
export const GROUPS: Record<string, Scenario[]> = {
  recorded: RECORDED,
  migrations: MIGRATIONS,
  chart: CHART,
  page: PAGE,
};

export const SCENARIOS = Object.values(GROUPS).flat();

export function recordedScenario(name: string): Scenario {
  const scenario = RECORDED.find(candidate => candidate.name === name);
  if (scenario) return scenario;
  throw new LabError(
    `there is no recorded case "${name}"`,
    `They are: ${RECORDED.map(candidate => candidate.name).join(', ')}.`,
  );
}
