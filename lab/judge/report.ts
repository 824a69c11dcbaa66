/** The report of the lab: which cases were played, with what, and how it went. */
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

/** The newest verdict of each case, and how it was when last all of them were played by one command. */
export interface Ledger {
  verdicts: Record<string, Verdict & { date: string }>;
  whole?: Circumstances & { date: string };
}

type Part = 'verdicts' | 'proofs';

const REPORT = join(REPOSITORY, 'docs', 'lab-report.md');
const fileOf = (part: Part) => join(CACHE, `${part}.json`);

export const readLedger = (part: Part): Ledger =>
  existsSync(fileOf(part)) ? (JSON.parse(readFileSync(fileOf(part), 'utf8')) as Ledger) : { verdicts: {} };

/** How long each case lasted when it was last played: here, or where the report in Git was written. */
export function lastSeconds(part: Part): Map<string, number> {
  const played = Object.values(readLedger(part).verdicts).map(
    ({ name, seconds }) => [name, seconds] as const,
  );
  return new Map([...secondsIn(readFileSync(REPORT, 'utf8'), part), ...played]);
}

export function secondsIn(report: string, part: Part): Map<string, number> {
  const rows = report.matchAll(/^\| `(?<name>[^`]+)` \|(?<cells>.+)\|$/gm);
  const lasted = [...rows].flatMap(({ groups: { name = '', cells = '' } = {} }) => {
    const [, verdict, , , proof] = cells.split('|');
    const seconds = / (\d+) s $/.exec((part === 'verdicts' ? verdict : proof) ?? '')?.[1];
    return seconds === undefined ? [] : [[name, Number(seconds)] as const];
  });
  return new Map(lasted);
}

const today = () => new Date().toISOString().slice(0, 10);

function changeLedger(part: Part, change: (ledger: Ledger) => void): void {
  const ledger = readLedger(part);
  change(ledger);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(fileOf(part), JSON.stringify(ledger));
}

/** Keeps a verdict at once, so that a command that is ended loses none. */
export const keepVerdict = (part: Part, verdict: Verdict) =>
  changeLedger(part, ({ verdicts }) => {
    verdicts[verdict.name] = { ...verdict, date: today() };
  });

/** Keeps how it was to play all of them. */
export const keepWhole = (part: Part, whole: Circumstances) =>
  changeLedger(part, ledger => {
    ledger.whole = { ...whole, date: today() };
  });

/** Writes the report of all that was kept. */
export function writeReport(): void {
  const groups = Object.fromEntries(
    Object.entries(GROUPS).map(([title, members]) => [title, members.map(({ name }) => name)]),
  );
  writeFileSync(REPORT, reportOf(groups, readLedger('verdicts'), readLedger('proofs')));
}

const HEAD = `# Report of the lab

The newest verdict of each case, played by \`./dev lab test\` as it is and by \`./dev lab test --prove\` with its break, with which
it must go red for the reason in the table. [The lab](lab.md) says what it is, and what it is not.
`;

export function reportOf(groups: Record<string, string[]>, run: Ledger, proof: Ledger): string {
  const versions = [
    `Kubernetes ${KUBERNETES}`,
    `Argo CD ${ARGOCD}`,
    `SpiceDB ${SPICEDB_VERSIONS.join(', ')}`,
    `chart ${chartVersion()}`,
  ];
  const names = Object.values(groups).flat();
  return [
    HEAD,
    `${versions.join('; ')}; ${availableParallelism()} processors.`,
    '',
    ...summaryOf('The cases', names, run),
    ...summaryOf('Their proofs', names, proof),
    ...Object.entries(groups).flatMap(([title, members]) =>
      members.length ? ['', `## ${title}`, '', ...tableOf(members, run, proof)] : [],
    ),
    '',
  ].join('\n');
}

function summaryOf(what: string, names: string[], { verdicts, whole }: Ledger): string[] {
  const played = names.flatMap(name => verdicts[name] ?? []);
  const failed = played.filter(({ trouble }) => trouble).length;
  const dates = [...new Set(played.map(({ date }) => date))].sort();
  const counted = [
    `${played.length - failed} passed`,
    `${failed} failed`,
    `${names.length - played.length} not played`,
  ];
  const lines = [
    `- ${what}: ${counted.join(', ')}${dates.length ? ` (${dates.join(', ')})` : ''}.`,
    ...(whole ? [atOnce(whole)] : []),
  ];
  return lines;
}

const atOnce = ({ date, seconds, jobs, load, memoryMiB }: NonNullable<Ledger['whole']>) =>
  `  All of them by one command on ${date}: ${Math.round(
    seconds / 60,
  )} minutes, ${jobs} at a time, at most ${Math.round(
    memoryMiB,
  )} MiB of memory; the load before was ${load.toFixed(1)}.`;

function tableOf(names: string[], run: Ledger, proof: Ledger): string[] {
  const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    row('case', 'what is judged', 'verdict', 'broken so', 'goes red with', 'proof'),
    row('---', '---', '---', '---', '---', '---'),
    ...names.map(name => {
      const verdict = run.verdicts[name];
      const proved = proof.verdicts[name];
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
  verdict ? `${verdict.trouble ? '**failed**' : good}, ${Math.round(verdict.seconds)} s` : 'not played';
