// The policies over every rendered variant, and over their own fixtures: for each rule one that passes all rules
// and one that fails for this rule alone.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { chart } from './paths.ts';
import type { Check } from './report.ts';
import { runTool } from './run.ts';
import { renderedDir } from './variants.ts';

const folder = join(chart, 'policies');
const fixtures = join(folder, 'fixtures');

type Result = { filename: string; successes: number; failures?: { msg: string }[] };

/** Names of the rules, as they stand in brackets at the start of each message. */
export function rules(): string[] {
  const text = readdirSync(folder)
    .filter(name => name.endsWith('.rego'))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  return [...new Set([...text.matchAll(/sprintf\("\[([a-z-]+)\]/g)].map(match => match[1]))];
}

async function failuresIn(path: string): Promise<Map<string, string[]>> {
  const { stdout, stderr } = await runTool('conftest', [
    'test',
    '--no-color',
    '--output',
    'json',
    '--policy',
    folder,
    '--parser',
    'yaml',
    path,
  ]);
  if (!stdout.startsWith('[')) throw new Error(`conftest could not judge ${path}:\n${stderr}${stdout}`);
  const failures = new Map<string, string[]>();
  for (const result of JSON.parse(stdout) as Result[]) {
    failures.set(result.filename, [
      ...(failures.get(result.filename) ?? []),
      ...(result.failures ?? []).map(({ msg }) => msg),
    ]);
  }
  return failures;
}

function judgeFixture(rule: string, kind: string, failures: string[] | undefined): string | undefined {
  if (!failures) return `there is no fixtures/${rule}/${kind}.yaml`;
  if (kind === 'pass') return failures.length === 0 ? undefined : failures.join('\n');
  const wanted = failures.filter(message => message.startsWith(`[${rule}]`));
  if (wanted.length === 0) return 'is not refused by its rule';
  return wanted.length === failures.length
    ? undefined
    : `is refused by other rules too:\n${failures.join('\n')}`;
}

export async function policies(): Promise<{ checks: Check[]; note: string }> {
  const names = rules();
  const judged = await failuresIn(fixtures);
  const fixtureOf = (rule: string, kind: string) =>
    [...judged].find(([file]) => basename(file) === `${kind}.yaml` && basename(dirname(file)) === rule)?.[1];
  const checks: Check[] = names.flatMap(rule =>
    ['pass', 'fail'].map(kind => ({
      name: `policy ${rule}: its ${kind}ing fixture`,
      problem: judgeFixture(rule, kind, fixtureOf(rule, kind)),
    })),
  );
  const strays = existsSync(fixtures) ? readdirSync(fixtures).filter(name => !names.includes(name)) : [];
  checks.push({
    name: 'every fixture belongs to a rule',
    problem: strays.length > 0 ? strays.join(', ') : undefined,
  });
  for (const [file, failures] of await failuresIn(renderedDir)) {
    checks.push({
      name: `${file.replace(renderedDir, '')} keeps the policies`,
      problem: failures.length > 0 ? failures.join('\n') : undefined,
    });
  }
  return { checks, note: `${names.length} rules` };
}
