// SpiceDBClusters as the operator renders them (tools/operator/rendered.json, by its own functions), beside what the
// chart renders of their import. Every difference has a row in docs/chart/compared-with-the-operator.md, and every row
// a difference. `node tools/chart/operator.ts PROGRAM UPDATE_GRAPH SCHEMAS` writes the rendering anew with the built tools/operator.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromCore } from '../bench/lib/core.ts';
import { differencesOf, factsOf, type Difference, type Facts } from './operatorFacts.ts';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { inParallel, run, runTool } from './run.ts';

type Json = { [key: string]: unknown };

interface Rendering {
  operator: string;
  cases: Record<string, { original: string; facts?: Facts; refused?: string }>;
}

interface Core {
  importInstance(text: string): { ok: boolean; name?: string; namespace?: string; values: Json };
}

const renderingFile = join(repository, 'tools', 'operator', 'rendered.json');
const page = join(repository, 'docs', 'chart', 'compared-with-the-operator.md');
const work = join(repository, '.cache', 'chart', 'operator');

/** What a person has to fill in after the import, and the import says so. */
const filledIn: Record<string, string[]> = {
  'RDS with IAM and IRSA': [
    'aws.region=eu-west-1',
    'aws.rds.hostname=db.example.org',
    'aws.rds.username=spicedb',
    'aws.rds.database=spicedb',
  ],
};

function clusters(): [string, string][] {
  const { originals } = fromCore<{ originals: Record<string, string> }>('import/__testUtils__/originals.ts');
  return Object.entries(originals).filter(([, text]) => text.includes('kind: SpiceDBCluster'));
}

async function objectsIn(file: string): Promise<Json[]> {
  const { code, stdout, stderr } = await runTool('conftest', [
    'parse',
    '--parser',
    'yaml',
    '--combine',
    file,
  ]);
  if (code !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { contents: Json | Json[] }[]).flatMap<Json>(({ contents }) => contents);
}

/** What the chart makes of the values into which a SpiceDBCluster is translated. */
async function chartFacts(name: string, text: string, index: number): Promise<Facts> {
  const imported = fromCore<Core>('index.ts').importInstance(text);
  const release = imported.name ?? 'sample';
  const values = join(work, `${index}-values.json`);
  const rendered = join(work, `${index}.yaml`);
  writeFileSync(values, JSON.stringify({ ...imported.values, fullnameOverride: release }));
  const { code, stdout, stderr } = await runTool('helm', [
    'template',
    release,
    chart,
    '--namespace',
    imported.namespace ?? 'default',
    '--values',
    values,
    '--kube-version',
    '1.34.0',
    ...(filledIn[name] ?? []).flatMap(value => ['--set', value]),
  ]);
  if (code !== 0) throw new Error(`${name}: ${stderr}`);
  writeFileSync(rendered, stdout);
  return factsOf(await objectsIn(rendered));
}

/** The first column of the page's tables; a `*` stands for anything. */
function rowsOfPage(): { pattern: RegExp; row: string }[] {
  return [...readFileSync(page, 'utf8').matchAll(/^\| `([^`]+)`/gm)].map(([, row]) => ({
    row,
    pattern: new RegExp(`^${row.replace(/[.()/[\]]/g, '\\$&').replace(/\*/g, '.*')}$`),
  }));
}

const shown = ({ fact, operator, chart: ours }: Difference) =>
  `${fact}: ${operator ?? 'absent'} / ${ours ?? 'absent'}`;

export async function comparedWithOperator(): Promise<{ checks: Check[]; note: string }> {
  const { operator, cases } = JSON.parse(readFileSync(renderingFile, 'utf8')) as Rendering;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const rows = rowsOfPage();
  const used = new Set<string>();
  let same = 0;
  const checks = await inParallel(
    clusters().map(([name, text], index) => ({ name, text, index })),
    async ({ name, text, index }): Promise<Check> => {
      const title = `${name}: every difference from the operator is explained`;
      const { original, facts, refused } = cases[name] ?? {};
      if (original !== text) return { name: title, problem: 'the rendering is of another original' };
      const ours = await chartFacts(name, text, index);
      if (!facts) {
        const told = refused && readFileSync(page, 'utf8').includes(`\`${name}\``);
        return {
          name: `${name}: is refused by the operator, and the page says so`,
          problem: told ? undefined : refused,
        };
      }
      const differences = differencesOf(facts, ours);
      same += Object.keys(facts).filter(fact => facts[fact] === ours[fact]).length;
      const unexplained = differences.filter(difference => {
        const row = rows.find(({ pattern }) => pattern.test(difference.fact));
        if (row) used.add(row.row);
        return !row;
      });
      return { name: title, problem: unexplained.length ? unexplained.map(shown).join('\n') : undefined };
    },
  );
  const idle = rows.filter(({ row }) => !used.has(row)).map(({ row }) => row);
  return {
    checks: [
      ...checks,
      {
        name: 'the page explains no difference that is none',
        problem: idle.length ? `of no use: ${idle.join(', ')}` : undefined,
      },
    ],
    note: `${operator}, ${same} facts alike`,
  };
}

async function writeRendering(program: string, ...files: string[]): Promise<void> {
  mkdirSync(work, { recursive: true });
  const all = clusters();
  const input = await Promise.all(
    all.map(async ([name, text], index) => {
      const file = join(work, `${index}-original.yaml`);
      writeFileSync(file, text);
      return { name, cluster: (await objectsIn(file))[0] };
    }),
  );
  const { code, stdout, stderr } = await run(program, files, { input: JSON.stringify(input) });
  if (code !== 0) throw new Error(stderr);
  // The prefix that one of them gives its variables is fixed in the chart, and hides what they say.
  const { operator, rendered } = JSON.parse(stdout.replace(/\bAUTHZ_/g, 'SPICEDB_')) as {
    operator: string;
    rendered: Record<string, Json>;
  };
  const cases = Object.fromEntries(
    all.map(([name, original]) => {
      const { refused, ...objects } = rendered[name];
      const facts = factsOf(Object.values(objects).filter(part => typeof part === 'object') as Json[]);
      return [name, refused ? { original, refused } : { original, facts }];
    }),
  );
  writeFileSync(renderingFile, `${JSON.stringify({ operator, cases }, undefined, 2)}\n`);
}

if (import.meta.main) await writeRendering(...(process.argv.slice(2) as [string, string, string]));
