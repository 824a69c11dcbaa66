// How long rendering takes: the largest example against the chart that `helm create` makes, in the same run.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { runTool } from './run.ts';
import { variants } from './variants.ts';

const allowed = 3;
const fewRuns = 8;
/** So many only while ours looks too slow: on a busy machine it takes longer until each had a quiet moment. */
const manyRuns = 32;

async function timeOf(args: string[]): Promise<number> {
  const start = performance.now();
  const { code, stderr } = await runTool('helm', args);
  if (code !== 0) throw new Error(stderr);
  return performance.now() - start;
}

/** The fastest run of each; they take turns, so that a busy moment of the machine hits both. */
async function fastestOf(plainArgs: string[], ourArgs: string[]): Promise<{ plain: number; ours: number }> {
  let plain = Infinity;
  let ours = Infinity;
  for (let run = 0; run < fewRuns || (run < manyRuns && ours > allowed * plain); run += 1) {
    plain = Math.min(plain, await timeOf(plainArgs));
    ours = Math.min(ours, await timeOf(ourArgs));
  }
  return { plain, ours };
}

async function largestExample(): Promise<string> {
  const sizes = await Promise.all(
    variants()
      .filter(({ name }) => name.startsWith('examples-'))
      .map(async ({ file }) => ({
        file,
        size: (
          await runTool('helm', ['template', 'sample', chart, '--values', file, '--kube-version', '1.34.0'])
        ).stdout.length,
      })),
  );
  return sizes.reduce((a, b) => (b.size > a.size ? b : a)).file;
}

export async function benchmark(): Promise<{ checks: Check[]; note: string }> {
  const folder = join(repository, '.cache', 'chart', 'created');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await runTool('helm', ['create', join(folder, 'plain')]);
  const file = await largestExample();
  const { plain, ours } = await fastestOf(
    ['template', 'sample', join(folder, 'plain'), '--kube-version', '1.34.0'],
    ['template', 'sample', chart, '--values', file, '--kube-version', '1.34.0'],
  );
  const note = `${ours.toFixed(0)} ms against ${plain.toFixed(0)} ms of helm create`;
  return {
    checks: [
      {
        name: 'rendering takes at most three times as long as a plain chart',
        problem: ours <= allowed * plain ? undefined : note,
      },
    ],
    note,
  };
}
