import { globSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem, report } from './bootstrap/problem.mjs';
import { endChildrenWithUs, stopChildren } from './lib/children.ts';
import { inWords, sum, type Counts } from './lib/counts.ts';
import { inRoot } from './lib/paths.ts';
import { takeSteps } from './lib/progress.ts';
import { portalSteps } from './lib/setup.ts';

/** One figure that a run of a benchmark came to. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** The most it may come to. */
  limit: number;
  /** What a ratio was made of, in words. */
  from?: string;
}

/** Something that has limits; each file of tools/bench exports one as `benchmark`. */
export interface Benchmark {
  what: string;
  /** How often it is measured. */
  times: number;
  /**
   * Which run is held against the limit. It is the worst, for a limit that holds on average is met by
   * nobody in particular; but of ratios it is the one in the middle, for what else goes on in a machine
   * hits now the one side and now the other.
   */
  counts?: 'worst' | 'median';
  /** Measures once, and gives the same figures in the same order each time. */
  measure: () => Promise<Figure[]>;
}

const folder = inRoot('tools', 'bench');

/** The names of the benchmarks that were asked for, or of all. */
function choose(names: string[]): string[] {
  const files = globSync('*.ts', { cwd: folder }).filter(file => !file.endsWith('.test.ts'));
  const known = files.map(file => basename(file, '.ts')).sort();
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length) {
    throw new Problem(
      'wrongUse',
      `There is no benchmark "${unknown.join('", "')}".`,
      `There are: ${known.join(', ')}.`,
    );
  }
  return names.length ? names : known;
}

function hold(name: string, runs: Figure[], counts: Benchmark['counts'] = 'worst'): boolean {
  const { what, unit, limit } = runs[0] as Figure;
  const sorted = runs.map(({ value }) => value).sort((a, b) => a - b);
  const held = sorted.at(counts === 'worst' ? -1 : Math.floor(sorted.length / 2)) as number;
  const well = held <= limit;
  const digits = limit < 5 ? 3 : 1;
  const from = runs.find(({ value }) => value === held)?.from;
  process.stdout.write(
    `${name}: ${what}: ${runs.map(({ value }) => value.toFixed(digits)).join(', ')} ${unit}` +
      `${from ? ` (${from})` : ''}; ${well ? 'within' : 'ABOVE'} the limit of ${limit}\n`,
  );
  return well;
}

async function runBenchmark(name: string): Promise<Counts> {
  const { benchmark } = (await import(pathToFileURL(inRoot('tools', 'bench', `${name}.ts`)).href)) as {
    benchmark: Benchmark;
  };
  process.stdout.write(`${name}: ${benchmark.what}\n`);
  const runs: Figure[][] = [];
  for (let run = 0; run < benchmark.times; run += 1) runs.push(await benchmark.measure());
  const [first = []] = runs;
  const held = first.map((_, index) =>
    hold(
      name,
      runs.map(figures => figures[index] as Figure),
      benchmark.counts,
    ),
  );
  const passed = held.filter(Boolean).length;
  return { passed, failed: held.length - passed, skipped: 0 };
}

endChildrenWithUs();
try {
  const chosen = choose(process.argv.slice(2));
  await takeSteps(portalSteps);
  const [load] = loadavg();
  process.stdout.write(
    `On ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), load average ${load.toFixed(
      1,
    )} beforehand\n`,
  );
  const counts: Counts[] = [];
  for (const one of chosen) counts.push(await runBenchmark(one));
  const total = sum(counts);
  process.stdout.write(`${inWords(total)}\n`);
  process.exitCode = total.failed ? 1 : 0;
} catch (error) {
  process.exitCode = report(error);
  await stopChildren();
}
