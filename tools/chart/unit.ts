// The helm-unittest suites, shared out over the cores.
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { chart } from './paths.ts';
import type { Check } from './report.ts';
import { runTool } from './run.ts';

export const suites = () =>
  readdirSync(join(chart, 'tests'))
    .filter(name => name.endsWith('_test.yaml'))
    .sort();

export const refusalsIn = (text: string) => (text.match(/failedTemplate: \{error/g) ?? []).length;

/** Large suites first, each to the share that has least. */
function shares(count: number): string[][] {
  const size = (name: string) =>
    (readFileSync(join(chart, 'tests', name), 'utf8').match(/^ {2}- it:/gm) ?? []).length;
  const lists = Array.from({ length: count }, () => ({ files: [] as string[], total: 0 }));
  for (const name of suites().sort((a, b) => size(b) - size(a))) {
    const least = lists.reduce((a, b) => (b.total < a.total ? b : a));
    least.files.push(name);
    least.total += size(name);
  }
  return lists.map(({ files }) => files).filter(files => files.length > 0);
}

export async function unitTests(): Promise<{ checks: Check[]; note: string }> {
  const outcomes = await Promise.all(
    shares(availableParallelism()).map(async files => {
      const { stdout, stderr } = await runTool('helm-unittest', [
        '--color=false',
        ...files.flatMap(name => ['-f', `tests/${name}`]),
        chart,
      ]);
      const summary = /^Tests:\s+(?:(\d+) failed, )?(?:(\d+) errored, )?(\d+) passed, (\d+) total/m.exec(
        stdout,
      );
      const snapshots = /^Snapshot:.*obsolete/m.test(stdout);
      return {
        stdout,
        stderr,
        passed: Number(summary?.[3] ?? 0),
        total: Number(summary?.[4] ?? 0),
        snapshots,
      };
    }),
  );
  const checks: Check[] = outcomes.flatMap(({ stdout, stderr, passed, total, snapshots }) => {
    const list: Check[] = Array.from({ length: passed }, (_, index) => ({ name: `unit test ${index + 1}` }));
    if (total === 0 || passed !== total)
      list.push(
        ...Array.from({ length: Math.max(1, total - passed) }, (_, index) => ({
          name: 'unit test',
          problem: index === 0 ? failuresIn(stdout) || stderr : 'see above',
        })),
      );
    if (snapshots) list.push({ name: 'snapshots', problem: 'a snapshot belongs to no test any more' });
    return list;
  });
  const refused = suites().reduce(
    (sum, name) => sum + refusalsIn(readFileSync(join(chart, 'tests', name), 'utf8')),
    0,
  );
  return { checks, note: `${suites().length} suites, ${refused} refusals` };
}

const failuresIn = (stdout: string) =>
  stdout
    .split('\n')
    .filter(line => !line.startsWith(' PASS'))
    .join('\n')
    .trim();
