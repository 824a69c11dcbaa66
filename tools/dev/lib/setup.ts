import { buildAppBundle } from './app-bundle.ts';
import { installDependencies } from './dependencies.ts';
import type { Step } from './progress.ts';
import { fetchYarn } from './yarn.ts';

/** What every command needs before it can do anything. */
export const dependencySteps: Step[] = [
  { what: 'Yarn from npm, into .tools', work: fetchYarn },
  { what: 'dependencies as in yarn.lock', work: installDependencies },
];

export const portalSteps: Step[] = [...dependencySteps, { what: "the portal's pages", work: buildAppBundle }];
