import { performance } from 'node:perf_hooks';
import { Problem, report } from './bootstrap/problem.mjs';
import { endChildrenWithUs, stopChildren } from './lib/children.ts';
import { inWords, sum, type Counts } from './lib/counts.ts';
import { takeSteps } from './lib/progress.ts';
import { dependencySteps } from './lib/setup.ts';
import { rows } from './parts/index.ts';
import type { Part } from './parts/part.ts';

interface Line {
  name: string;
  counts: Counts;
  seconds: number;
}

const since = (began: number) => (performance.now() - began) / 1000;

/** `./dev test unit node -- word` : the parts to run, and what goes to their runners. */
function parseArguments(args: string[]) {
  const at = args.indexOf('--');
  const names = at === -1 ? args : args.slice(0, at);
  const more = at === -1 ? [] : args.slice(at + 1);
  const known = ['setup', ...rows.flat().map(part => part.name)];
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length) {
    throw new Problem(
      'wrongUse',
      `There is no part "${unknown.join('", "')}".`,
      `The parts: ${known.join(', ')}.`,
    );
  }
  if (more.length && names.length !== 1) {
    throw new Problem(
      'wrongUse',
      'What follows -- needs one part before it.',
      'For example: ./dev test unit -- parse',
    );
  }
  const chosen = rows.map(row => row.filter(part => names.length === 0 || names.includes(part.name)));
  return { chosen: chosen.filter(row => row.length > 0), more };
}

async function setUp(): Promise<Line> {
  const began = performance.now();
  await takeSteps(dependencySteps);
  return {
    name: 'setup',
    counts: { passed: dependencySteps.length, failed: 0, skipped: 0 },
    seconds: since(began),
  };
}

async function runPart(part: Part, more: string[], position: string): Promise<Line> {
  const began = performance.now();
  process.stdout.write(`${position}: ${part.name}, ${part.what}\n`);
  let line: Line;
  try {
    const { counts, failures } = await part.run(more);
    line = { name: part.name, counts, seconds: since(began) };
    if (counts.failed)
      process.stdout.write(
        `\n---- ${part.name} ----\n${failures.trimEnd()}\n---- end of ${part.name} ----\n\n`,
      );
  } catch (error) {
    // One part that cannot run must not hide what the others have to say.
    report(error);
    line = { name: part.name, counts: { passed: 0, failed: 1, skipped: 0 }, seconds: since(began) };
  }
  process.stdout.write(`${part.name}: ${inWords(line.counts)} (${line.seconds.toFixed(1)} s)\n`);
  return line;
}

async function test(args: string[]): Promise<Line[]> {
  const { chosen, more } = parseArguments(args);
  const lines = [await setUp()];
  const all = chosen.flat();
  for (const row of chosen) {
    const running = row.map(part => runPart(part, more, `part ${all.indexOf(part) + 1} of ${all.length}`));
    lines.push(...(await Promise.all(running)));
  }
  return lines;
}

function summary(lines: Line[]): string {
  const rowsOfTable = lines.map(({ name, counts, seconds }) =>
    [name.padEnd(10), inWords(counts).padEnd(40), `${seconds.toFixed(1)} s`].join(' '),
  );
  return ['', ...rowsOfTable, '', inWords(sum(lines.map(line => line.counts))), ''].join('\n');
}

endChildrenWithUs();
try {
  const lines = await test(process.argv.slice(2));
  process.stdout.write(summary(lines));
  process.exitCode = lines.some(line => line.counts.failed > 0) ? 1 : 0;
} catch (error) {
  process.exitCode = report(error);
  process.stdout.write(`${inWords({ passed: 0, failed: 1, skipped: 0 })}\n`);
  await stopChildren();
}
