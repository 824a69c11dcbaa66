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

/** One thing that has a limit; each file of tools/bench exports one as `benchmark`. */
export interface Benchmark {
  what: string;
  unit: string;
  /** The most it may come to. */
  limit: number;
  /** Measures once; called several times. */
  measure: () => Promise<number>;
  times: number;
}

const folder = inRoot('tools', 'bench');

async function choose(names: string[]): Promise<Array<[string, Benchmark]>> {
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
  const chosen = names.length ? names : known;
  return Promise.all(
    chosen.map(async (name): Promise<[string, Benchmark]> => {
      const { benchmark } = await import(pathToFileURL(inRoot('tools', 'bench', `${name}.ts`)).href);
      return [name, benchmark];
    }),
  );
}

/** The worst run counts: a limit that holds on average is met by nobody in particular. */
async function runBenchmark([name, benchmark]: [string, Benchmark]): Promise<Counts> {
  const { what, unit, limit, times } = benchmark;
  process.stdout.write(`${name}: ${what}\n`);
  const values: number[] = [];
  for (let run = 0; run < times; run += 1) values.push(await benchmark.measure());
  const worst = Math.max(...values);
  const well = worst <= limit;
  process.stdout.write(
    `${name}: ${values.map(value => value.toFixed(1)).join(', ')} ${unit}; ` +
      `${well ? 'within' : 'ABOVE'} the limit of ${limit} ${unit}\n`,
  );
  return { passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0 };
}

endChildrenWithUs();
try {
  const chosen = await choose(process.argv.slice(2));
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
