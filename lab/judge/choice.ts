/** What the words after `./dev lab test` ask for. */
import { LabError } from '../errors.ts';
import { PLACES_OF_MACHINE } from '../lock.ts';
import type { Run } from '../record/walks.ts';
import type { Scenario } from '../stage/scenario.ts';

/** The few that every change must pass: a way in, a way on, a way back, and a refusal. */
export const SMOKE = [
  'first-install',
  'upgrade-with-migration',
  'migration-password-refused',
  'argocd-sync-error',
];

export interface Choice {
  scenarios: Scenario[];
  /** Everything there is was asked for, so that the report can be written. */
  whole: boolean;
  prove: boolean;
  /** Which of their recordings those that walk through states write, when they are green. */
  record?: Run;
  jobs: number;
}

export function choose(args: string[], groups: Record<string, Scenario[]>): Choice {
  const all = Object.values(groups).flat();
  const names: string[] = [];
  let jobs = PLACES_OF_MACHINE;
  let smoke = false;
  let prove = false;
  let record: Run | undefined;
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--smoke') smoke = true;
    else if (word === '--prove') prove = true;
    else if (word === '--record') record = demandRun(words.shift());
    else if (word === '--jobs') jobs = demandJobs(words.shift());
    else if (word.startsWith('--')) {
      throw new LabError(
        `test knows no option "${word}"`,
        'It knows --smoke, --prove, --record first|second and --jobs N.',
      );
    } else names.push(word);
  }
  if (smoke) names.push(...SMOKE);
  const chosen = names.flatMap(name => named(name, groups, all));
  return {
    scenarios: names.length ? [...new Set(chosen)] : all,
    whole: names.length === 0,
    prove,
    ...(record ? { record } : {}),
    jobs,
  };
}

function named(name: string, groups: Record<string, Scenario[]>, all: Scenario[]): Scenario[] {
  const group = groups[name];
  if (group) return group;
  const scenario = all.find(candidate => candidate.name === name);
  if (scenario) return [scenario];
  throw new LabError(
    `there is no case "${name}"`,
    Object.entries(groups)
      .map(([title, members]) => `${title}: ${members.map(member => member.name).join(', ')}`)
      .join('\n'),
  );
}

function demandRun(text: string | undefined): Run {
  if (text === 'first' || text === 'second') return text;
  throw new LabError(
    `--record needs "first" or "second", not "${text ?? ''}"`,
    'The first recording is a fixture; the second shows that nothing was made to fit the first.',
  );
}

function demandJobs(text: string | undefined): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs > 0) return jobs;
  throw new LabError(`--jobs needs a whole number above 0, not "${text ?? ''}"`, 'For example: --jobs 4');
}
