// How much of the templates the unit tests hold fast. Each reference to a value is emptied, each rendered line dropped
// and each condition inverted, one at a time; a mutant that no test notices survives. Survivors are listed, and each
// needs a reason in survivors.json.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { reachOf, type Reach } from './reach.ts';
import { runTool } from './run.ts';
import { suites } from './unit.ts';
import { readValues, type ValueNode } from './values.ts';

export type Mutant = {
  file: string;
  line: number;
  kind: 'value' | 'line' | 'condition';
  before: string;
  after: string;
};

const goal = 0.95;
const reasonsFile = join(repository, 'tools', 'chart', 'survivors.json');

function sectionPaths(nodes: ValueNode[]): string[] {
  return nodes.flatMap(node => (node.children ? [node.path.join('.'), ...sectionPaths(node.children)] : []));
}

/** What stands for "nothing" where a reference stood, so that the mutant still renders if it can. */
function nothingFor(path: string, before: string, sections: Set<string>): string {
  if (sections.has(path) || path === '') return '(dict)';
  return /(range|has \S+|concat)[^{]*$/.test(before) ? '(list)' : '""';
}

export function mutantsOf(file: string, text: string, sections: Set<string>): Mutant[] {
  const mutants: Mutant[] = [];
  let inComment = false;
  text.split('\n').forEach((before, index) => {
    const opens = before.includes('{{/*') || before.includes('{{- /*');
    const isComment = inComment || opens;
    if (opens) inComment = true;
    if (inComment && before.includes('*/')) inComment = false;
    if (isComment || before.trim() === '') return;
    const mutant = (kind: Mutant['kind'], after: string) =>
      mutants.push({ file, line: index + 1, kind, before, after });

    for (const match of before.matchAll(/\$?(?:root|\$root|\.root)?\.Values(?:\.[A-Za-z]+)*/g)) {
      const path = match[0].replace(/^.*?\.Values\.?/, '');
      if (path === '') continue;
      const prefix = before.slice(0, match.index);
      mutant(
        'value',
        prefix + nothingFor(path, prefix, sections) + before.slice(match.index + match[0].length),
      );
    }
    for (const match of before.matchAll(/\{\{-? (else )?if (.+?) -?\}\}/g)) {
      const start = match.index + match[0].indexOf(match[2]);
      mutant(
        'condition',
        `${before.slice(0, start)}not (${match[2]})${before.slice(start + match[2].length)}`,
      );
    }
    const isControl =
      /^\s*(\{\{-? (if|else|end|range|with|define|template|block|\$\w+ :?=) ?.*\}\})+\s*$/.test(before) ||
      /^\s*\{\{-? (else|end) ?-?\}\}/.test(before);
    if (!isControl && before.trim() !== '---') mutant('line', '');
  });
  return mutants;
}

function templates(folder = 'templates'): string[] {
  return readdirSync(join(chart, folder), { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? templates(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

export function allMutants(): Mutant[] {
  const sections = new Set(sectionPaths(readValues(readFileSync(join(chart, 'values.yaml'), 'utf8'))));
  return templates().flatMap(file => mutantsOf(file, readFileSync(join(chart, file), 'utf8'), sections));
}

/** What a mutant is called in survivors.json: without its line number, which changes too easily. */
const describe = ({ file, kind, before, after }: Mutant) =>
  `${file}: ${kind}: ${kind === 'line' ? before.trim() : after.trim()}`;

/** Suites that killed a mutant of the same file come first: most mutants then die at the first suite. */
class Order {
  private killers = new Map<string, Map<string, number>>();
  first(file: string): string[] {
    const counts = this.killers.get(file);
    return counts
      ? [...counts]
          .sort((a, b) => b[1] - a[1])
          .slice(0, 4)
          .map(([suite]) => suite)
      : [];
  }
  killed(file: string, suite: string): void {
    const counts = this.killers.get(file) ?? new Map<string, number>();
    counts.set(suite, (counts.get(suite) ?? 0) + 1);
    this.killers.set(file, counts);
  }
}

async function fails(copy: string, files: string[]): Promise<string[]> {
  const { code, stdout } = await runTool('helm-unittest', [
    '--color=false',
    '--failfast',
    ...files.flatMap(name => ['-f', `tests/${name}`]),
    copy,
  ]);
  if (code === 0) return [];
  return [...stdout.matchAll(/^ FAIL .*tests\/(\S+)$/gm)].map(match => match[1]).concat('');
}

/** Where the tests fail without a mutant, every mutant would count as killed. */
async function mustPass(copy: string, when: string): Promise<void> {
  const failed = await fails(copy, suites());
  if (failed.length > 0) throw new Error(`The tests fail ${when}: ${failed.filter(Boolean).join(', ')}`);
}

async function isKilled(copy: string, mutant: Mutant, order: Order, reach: Reach): Promise<boolean> {
  const original = readFileSync(join(copy, mutant.file), 'utf8');
  const lines = original.split('\n');
  if (mutant.kind === 'line') lines.splice(mutant.line - 1, 1);
  else lines[mutant.line - 1] = mutant.after;
  writeFileSync(join(copy, mutant.file), lines.join('\n'));
  // A failed run rewrites the snapshots, and a later mutant would find none to differ from.
  const snapshots = join('tests', '__snapshot__');
  cpSync(join(chart, snapshots), join(copy, snapshots), { recursive: true });
  try {
    const likely = order.first(mutant.file);
    const others = reach(mutant.file).filter(name => !likely.includes(name));
    for (const group of [...likely.map(name => [name]), others].filter(names => names.length > 0)) {
      const failed = await fails(copy, group);
      if (failed.length > 0) {
        if (failed[0] !== '') order.killed(mutant.file, failed[0]);
        return true;
      }
    }
    return false;
  } finally {
    writeFileSync(join(copy, mutant.file), original);
  }
}

export async function mutationRun(): Promise<{ checks: Check[]; note: string }> {
  const only = process.env.MUTANTS_LIKE && new RegExp(process.env.MUTANTS_LIKE);
  const mutants = allMutants().filter(mutant => !only || only.test(describe(mutant)));
  const order = new Order();
  const reach = reachOf(chart, templates(), suites());
  const survivors: Mutant[] = [];
  let next = 0;
  const folder = join(repository, '.cache', 'chart', 'mutants');
  rmSync(folder, { recursive: true, force: true });
  await Promise.all(
    Array.from({ length: availableParallelism() }, async (_, worker) => {
      const copy = join(folder, String(worker), 'spicedb');
      mkdirSync(copy, { recursive: true });
      cpSync(chart, copy, { recursive: true });
      // The schema is no mutant, and compiling it for each test takes half of the time.
      rmSync(join(copy, 'values.schema.json'));
      await mustPass(copy, 'before the first mutant');
      while (next < mutants.length) {
        const mutant = mutants[next];
        next += 1;
        if (next % 100 === 0) console.log(`  ${next} of ${mutants.length}`);
        if (!(await isKilled(copy, mutant, order, reach))) {
          survivors.push(mutant);
          console.log(`  survived: ${describe(mutant)}`);
        }
      }
      await mustPass(copy, 'after the last mutant');
    }),
  );
  rmSync(folder, { recursive: true, force: true });
  const reasons = existsSync(reasonsFile)
    ? (JSON.parse(readFileSync(reasonsFile, 'utf8')) as Record<string, string>)
    : {};
  const killed = mutants.length - survivors.length;
  const share = killed / mutants.length;
  const stale = only
    ? []
    : Object.keys(reasons).filter(key => !survivors.some(mutant => describe(mutant) === key));
  return {
    checks: [
      {
        name: `at least ${goal * 100} % of the mutants are killed`,
        problem: share >= goal ? undefined : `${(share * 100).toFixed(1)} %`,
      },
      ...survivors.map(mutant => ({
        name: describe(mutant),
        problem: reasons[describe(mutant)] ? undefined : 'survived, and survivors.json has no reason for it',
      })),
      ...stale.map(key => ({ name: key, problem: 'is in survivors.json, but did not survive' })),
    ],
    note: `${killed} of ${mutants.length} mutants killed, ${(share * 100).toFixed(1)} %`,
  };
}
