// Writes charts/spicedb/ci/pairwise-NN-values.yaml: few variants in which every two choices of the chart's switches
// meet, as far as they may. With --check it fails when they are stale.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chart } from './paths.ts';
import { choices, type Choice } from './switches/choices.ts';
import { valuesOf } from './switches.ts';
import { toYaml } from './yaml.ts';

type Row = Choice;

const names = Object.keys(choices) as (keyof Row)[];

function pairsOf(row: Partial<Row>): string[] {
  const set = names.filter(name => row[name] !== undefined);
  return set.flatMap((a, index) => set.slice(index + 1).map(b => `${a}=${row[a]}&${b}=${row[b]}`));
}

/** Greedy: each row takes, switch by switch, the choice that brings most pairs not yet seen. */
export function pairwiseRows(): Row[] {
  const open = new Set<string>();
  names.forEach((a, index) =>
    names.slice(index + 1).forEach(b => {
      for (const x of choices[a]) for (const y of choices[b]) open.add(`${a}=${x}&${b}=${y}`);
    }),
  );
  const rows: Row[] = [];
  while (open.size > 0) {
    const [first] = open;
    const row: Partial<Record<keyof Row, string>> = Object.fromEntries(
      first.split('&').map(part => part.split('=')),
    );
    for (const name of names) {
      if (row[name] !== undefined) continue;
      const gain = (choice: string) =>
        pairsOf({ ...row, [name]: choice } as Partial<Row>).filter(pair => open.has(pair)).length;
      row[name] = [...choices[name]].sort((a, b) => gain(b) - gain(a))[0];
    }
    for (const pair of pairsOf(row as Row)) open.delete(pair);
    rows.push(row as Row);
  }
  return rows;
}

export function pairwiseFiles(): Map<string, string> {
  return new Map(
    pairwiseRows().map((row, index) => {
      const head = `# ${names.map(name => `${name}: ${row[name]}`).join(', ')}`.replace(
        /(.{1,112})(?:, |$)/g,
        '$1\n# ',
      );
      const text = `${head.replace(/\n# $/, '')}\n${toYaml(valuesOf(row))}`;
      return [`pairwise-${String(index + 1).padStart(2, '0')}-values.yaml`, text.replace('# # ', '# ')];
    }),
  );
}

const folder = join(chart, 'ci');
const present = () => readdirSync(folder).filter(name => name.startsWith('pairwise-'));

export function stalePairwiseFiles(): string[] {
  const wanted = pairwiseFiles();
  const changed = [...wanted].filter(
    ([name, text]) => !present().includes(name) || readFileSync(join(folder, name), 'utf8') !== text,
  );
  return [...changed.map(([name]) => name), ...present().filter(name => !wanted.has(name))];
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    for (const name of stalePairwiseFiles())
      console.error(`ci/${name} is stale. Run: node tools/chart/pairwise.ts`);
    process.exitCode = stalePairwiseFiles().length > 0 ? 1 : 0;
  } else {
    for (const name of present()) rmSync(join(folder, name));
    for (const [name, text] of pairwiseFiles()) writeFileSync(join(folder, name), text);
  }
}
