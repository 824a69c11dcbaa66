// How long rendering takes: the largest example against the chart that `helm create` makes, in the same run.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { runTool } from './run.ts';
import { variants } from './variants.ts';

const runs = 7;

async function fastest(args: string[]): Promise<number> {
  let best = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const { code, stderr } = await runTool('helm', args);
    if (code !== 0) throw new Error(stderr);
    best = Math.min(best, performance.now() - start);
  }
  return best;
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
  const plain = await fastest(['template', 'sample', join(folder, 'plain'), '--kube-version', '1.34.0']);
  const ours = await fastest(['template', 'sample', chart, '--values', file, '--kube-version', '1.34.0']);
  const note = `${ours.toFixed(0)} ms against ${plain.toFixed(0)} ms of helm create`;
  return {
    checks: [
      {
        name: 'rendering takes at most three times as long as a plain chart',
        problem: ours <= 3 * plain ? undefined : note,
      },
    ],
    note,
  };
}
