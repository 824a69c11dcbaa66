/** Plays cases and judges them: `./dev lab test [CASE...] [--smoke]`. */
import { performance } from 'node:perf_hooks';
import { destroyEnclosure } from './enclosure.ts';
import { LabError, reasonOf } from './errors.ts';
import { evidenceFolder, play, scenarioNamed } from './record/play.ts';
import { SCENARIOS } from './scenarios/index.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { labStatus } from './status.ts';
import { up } from './up.ts';

/** The few that every change must pass: a way in, a way on, and a way back. */
const SMOKE = ['first-install', 'upgrade-with-migration', 'migration-password-refused', 'argocd-sync-error'];

interface Verdict {
  scenario: Scenario;
  seconds: number;
  trouble?: string;
}

async function judge(scenario: Scenario): Promise<Verdict> {
  process.stdout.write(`\n${scenario.name}: ${scenario.title}\n`);
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  try {
    await play(scenario);
    return { scenario, seconds: seconds() };
  } catch (error) {
    return { scenario, seconds: seconds(), trouble: reasonOf(error) };
  }
}

function chosen(args: string[]): Scenario[] {
  const unknown = args.find(arg => arg.startsWith('--') && arg !== '--smoke');
  if (unknown)
    throw new LabError(`test knows no option "${unknown}"`, 'It knows --smoke, and names of cases.');
  if (args.includes('--smoke')) return SMOKE.map(scenarioNamed);
  return args.length ? args.map(scenarioNamed) : SCENARIOS;
}

/** Starts the lab if it does not run, plays the cases, and leaves the lab as it was found. */
export async function test(args: string[]): Promise<number> {
  const scenarios = chosen(args);
  const wasDown = (await labStatus()).state === 'down';
  await up();
  const verdicts: Verdict[] = [];
  try {
    for (const scenario of scenarios) verdicts.push(await judge(scenario));
  } finally {
    if (wasDown) await destroyEnclosure();
  }
  report(verdicts);
  return verdicts.some(({ trouble }) => trouble) ? 1 : 0;
}

function report(verdicts: Verdict[]): void {
  const width = Math.max(...verdicts.map(({ scenario }) => scenario.name.length));
  const rows = verdicts.map(({ scenario, seconds, trouble }) => {
    const row = `${scenario.name.padEnd(width)}  ${trouble ? 'FAILED' : 'passed'}  ${seconds
      .toFixed(1)
      .padStart(6)} s`;
    return trouble ? `${row}\n    ${trouble}\n    evidence: ${evidenceFolder(scenario)}` : row;
  });
  const failed = verdicts.filter(({ trouble }) => trouble).length;
  process.stdout.write(
    `\n${rows.join('\n')}\n${verdicts.length - failed} passed, ${failed} failed, 0 skipped\n`,
  );
}
