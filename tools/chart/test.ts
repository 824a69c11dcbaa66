// Tests of charts/spicedb. `./dev test chart` runs this.
//
//   node tools/chart/test.ts                everything but the mutants
//   node tools/chart/test.ts unit policies  some groups only
//   node tools/chart/test.ts --mutants      how much of the chart the unit tests hold fast; MUTANTS_LIKE=REGEXP tries some only
//
// The tools (helm, helm4, helm-unittest, kubeconform, conftest) are taken from the folder in TOOLS_BIN.
import { readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { benchmark } from './benchmark.ts';
import { conform } from './conform.ts';
import { documents } from './documents.ts';
import { exampleManifests } from './examples.ts';
import { staleFiles } from './generate.ts';
import { instances } from './instances.ts';
import { knownSettings } from './known.ts';
import { allMutants, mutationRun } from './mutants.ts';
import { stalePairwiseFiles } from './pairwise.ts';
import { comparedWithOperator } from './operator.ts';
import { chart, repository } from './paths.ts';
import { policies } from './policies.ts';
import { schemaRefusals } from './refusals.ts';
import { release } from './release.ts';
import { group, print, type Check, type Group } from './report.ts';
import { unitTests } from './unit.ts';
import { renderVariants } from './variants.ts';

async function freshness(): Promise<{ checks: Check[] }> {
  const stale = [...staleFiles(), ...stalePairwiseFiles().map(name => `charts/spicedb/ci/${name}`)];
  const refused = Object.keys(
    JSON.parse(readFileSync(join(chart, 'files', 'refused.json'), 'utf8')) as object,
  );
  const suite = readFileSync(join(chart, 'tests', 'refused-names_test.yaml'), 'utf8');
  return {
    checks: [
      {
        name: 'generated files are fresh',
        problem:
          stale.length > 0
            ? `stale: ${stale.join(', ')}. Run: node tools/chart/generate.ts && node tools/chart/pairwise.ts`
            : undefined,
      },
      ...refused.map(path => ({
        name: `the refusal of ${path} has a test`,
        problem: suite.includes(`set: {${path}: 1}`) ? undefined : 'it has none',
      })),
    ],
  };
}

// Later groups read what the variants rendered.
const groups: { name: string; title: string; run: () => Promise<{ checks: Check[]; note?: string }> }[] = [
  { name: 'fresh', title: 'Generated files', run: freshness },
  { name: 'documents', title: 'Documents', run: documents },
  { name: 'unit', title: 'Unit tests', run: unitTests },
  { name: 'refusals', title: 'Refused inputs', run: schemaRefusals },
  { name: 'variants', title: 'Variants', run: renderVariants },
  { name: 'schemas', title: 'Kubernetes schemas', run: conform },
  { name: 'examples', title: 'Examples', run: exampleManifests },
  { name: 'instances', title: 'Instances of the portal', run: instances },
  { name: 'operator', title: 'Compared with the operator', run: comparedWithOperator },
  { name: 'known', title: 'Known settings', run: knownSettings },
  { name: 'policies', title: 'Policies', run: policies },
  { name: 'release', title: 'Release', run: release },
  { name: 'benchmark', title: 'Benchmark', run: benchmark },
];

const args = process.argv.slice(2);
const wanted = args.filter(arg => !arg.startsWith('--'));
const unknown = wanted.filter(name => !groups.some(known => known.name === name));
if (unknown.length > 0)
  throw new Error(
    `There is no group ${unknown.join(', ')}. There are: ${groups.map(({ name }) => name).join(', ')}.`,
  );
mkdirSync(join(repository, '.cache', 'chart'), { recursive: true });

const done: Group[] = [];
if (args.includes('--mutants')) {
  done.push(await group('Mutants', mutationRun));
  print(done[0]);
} else {
  for (const { name, title, run } of groups) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const result = await group(title, run);
    print(result);
    done.push(result);
  }
  console.log(`Mutants: ${allMutants().length} to be tried with --mutants`);
}
const checks = done.flatMap(result => result.checks);
const failed = checks.filter(({ problem }) => problem !== undefined).length;
const seconds = done.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
console.log(`${seconds.toFixed(1)} s`);
console.log(`${checks.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 || checks.length === 0 ? 1 : 0;
