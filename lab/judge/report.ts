/** The report of the whole matrix: what was run, with what, and how it went. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { CACHE, REPOSITORY } from '../paths.ts';
import { ARGOCD, KUBERNETES, SPICEDB_VERSIONS } from '../pins.ts';
import { GROUPS } from '../scenarios/index.ts';
import { chartVersion } from '../stage/repository.ts';
import type { Verdict } from './verdict.ts';

export interface Circumstances {
  seconds: number;
  memoryMiB: number;
  /** How many processes wanted a processor before it began. */
  load: number;
  jobs: number;
}

export interface Run extends Circumstances {
  date: string;
  verdicts: Verdict[];
}

type Part = 'verdicts' | 'proofs';

const REPORT = join(REPOSITORY, 'docs', 'lab-report.md');
const fileOf = (part: Part) => join(CACHE, `${part}.json`);

/** Keeps what this run of the matrix gave, and writes the report of it and of the other part's last run. */
export function writeReport(part: Part, verdicts: Verdict[], circumstances: Circumstances): void {
  const run: Run = { date: new Date().toISOString().slice(0, 10), verdicts, ...circumstances };
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(fileOf(part), JSON.stringify(run));
  const groups = Object.fromEntries(
    Object.entries(GROUPS).map(([title, members]) => [title, members.map(({ name }) => name)]),
  );
  writeFileSync(REPORT, reportOf(groups, readRun('verdicts'), readRun('proofs')));
}

const readRun = (part: Part): Run | undefined =>
  existsSync(fileOf(part)) ? (JSON.parse(readFileSync(fileOf(part), 'utf8')) as Run) : undefined;

const HEAD = `# Report of the lab

Written by \`./dev lab test\` (every case as it is) and \`./dev lab test --prove\` (every case with its break, with which it
must go red for the reason in the table); [The lab](lab.md) says what the lab is.
`;

export function reportOf(groups: Record<string, string[]>, run?: Run, proof?: Run): string {
  const versions = [
    `Kubernetes ${KUBERNETES}`,
    `Argo CD ${ARGOCD}`,
    `SpiceDB ${SPICEDB_VERSIONS.join(' and ')}`,
    `chart ${chartVersion()}`,
  ];
  return [
    HEAD,
    `${versions.join(', ')}; ${availableParallelism()} processors.`,
    '',
    summaryOf('The cases', run),
    summaryOf('Their proofs', proof),
    ...Object.entries(groups).flatMap(([title, names]) =>
      names.length ? ['', `## ${title}`, '', ...tableOf(names, run, proof)] : [],
    ),
    '',
  ].join('\n');
}

function summaryOf(what: string, run: Run | undefined): string {
  if (!run) return `- ${what}: not run.`;
  const { date, verdicts, seconds, memoryMiB, load, jobs } = run;
  const failed = verdicts.filter(({ trouble }) => trouble).length;
  const figures = [
    `${verdicts.length - failed} passed, ${failed} failed`,
    `${Math.round(seconds / 60)} minutes, ${jobs} at a time`,
    `load ${load.toFixed(1)} before`,
    `at most ${Math.round(memoryMiB)} MiB of memory`,
  ];
  return `- ${what} (${date}): ${figures.join('; ')}.`;
}

function tableOf(names: string[], run?: Run, proof?: Run): string[] {
  const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;
  const find = (of: Run | undefined, name: string) => of?.verdicts.find(verdict => verdict.name === name);
  return [
    row('case', 'what is judged', 'verdict', 'broken so', 'goes red with', 'proof'),
    row('---', '---', '---', '---', '---', '---'),
    ...names.map(name => {
      const verdict = find(run, name);
      const proved = find(proof, name);
      return row(
        `\`${name}\``,
        verdict?.title ?? proved?.title ?? '',
        wordOf(verdict, 'passed'),
        proved?.broken?.what ?? '',
        proved?.broken ? `“${proved.broken.because}”` : '',
        wordOf(proved, 'proved'),
      );
    }),
  ];
}

const wordOf = (verdict: Verdict | undefined, good: string) =>
  verdict ? `${verdict.trouble ? '**failed**' : good}, ${Math.round(verdict.seconds)} s` : 'not run';
