// What the schema refuses. Every value is given something of the wrong type, a choice that does not exist, text in the
// wrong form and a number out of bounds, and every section a name that nobody knows; helm must name each of them.
// The samples are written here by hand and not taken from the schema, which is under test.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { runTool } from './run.ts';
import { leavesOf, readValues, type ValueNode } from './values.ts';

type Case = { path: string[]; value: unknown; says: RegExp };

/** Text that a format must not let through. */
const wrongForms: Record<string, unknown[]> = {
  name: ['Upper', '-dash', 'under_score'],
  shortName: ['1number', 'with.dot', 'a'.repeat(53)],
  labelValue: ['-dash', 'with space', 'a'.repeat(64)],
  hostname: ['https://a.example.com', 'with space', 'Upper.example.com'],
  duration: ['soon', '5', '5 s', '1d'],
  seconds: ['500ms', '90', '1s1m'],
  digest: ['sha256:short', 'latest'],
  tag: ['with space', 'a:b'],
  version: ['latest', 'v1.56', 'v1.56.0-debug'],
  roleArn: ['arn:aws:iam::1:role/a', 'spicedb'],
  tablePrefix: ['with-dash'],
  databaseName: ['with space', 'a@b'],
  endpoint: ['host', 'https://host:1'],
  url: ['telemetry.example.com'],
  countOrPercent: ['many', '5'],
};

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function cases(nodes: ValueNode[]): { kind: string; list: Case[] }[] {
  const leaves = leavesOf(nodes);
  const at = (path: string[], says: string) => new RegExp(`at '/${escape(path.join('/'))}': ${says}`);
  const wrongTypes = leaves.map(({ path, value, tags }): Case => {
    const isSection = typeof value === 'object' && !Array.isArray(value);
    const wrong = isSection ? 'text' : { not: 'this' };
    const isChoice = tags.has('one-of') || tags.get('type') === 'boolean | auto';
    return {
      path,
      value: wrong,
      says: at(path, isChoice ? 'value must be one of ' : `got ${isSection ? 'string' : 'object'}, want `),
    };
  });
  const wrongChoices = leaves
    .filter(({ tags }) => tags.has('one-of'))
    .map(({ path }): Case => ({ path, value: 'unheard-of', says: at(path, 'value must be one of ') }));
  const wrongAutos = leaves
    .filter(({ tags }) => tags.get('type')?.endsWith('| auto'))
    .map(
      ({ path }): Case => ({
        path,
        value: 'unheard-of',
        says: at(path, "('unheard-of' does not match pattern|value must be one of )"),
      }),
    );
  const forms = leaves.filter(({ tags }) => tags.has('format'));
  const most = Math.max(...Object.values(wrongForms).map(list => list.length));
  const wrongTexts = Array.from({ length: most }, (_, index) =>
    forms.flatMap(({ path, tags }): Case[] => {
      const samples = wrongForms[tags.get('format') ?? ''] ?? [];
      const value = samples[index];
      if (value === undefined) return [];
      return [
        {
          path,
          value,
          says: at(
            path,
            String(value).length > 50 ? 'maxLength: ' : `'${escape(String(value))}' does not match pattern`,
          ),
        },
      ];
    }),
  );
  const belowMinimum = leaves
    .filter(({ tags }) => tags.has('min'))
    .map(
      ({ path, tags }): Case => ({ path, value: Number(tags.get('min')) - 1, says: at(path, 'minimum: ') }),
    );
  const aboveMaximum = leaves
    .filter(({ tags }) => tags.has('max'))
    .map(
      ({ path, tags }): Case => ({ path, value: Number(tags.get('max')) + 1, says: at(path, 'maximum: ') }),
    );
  const tooMany = leaves
    .filter(({ tags }) => tags.has('max-items'))
    .map(
      ({ path, tags }): Case => ({
        path,
        value: Array.from({ length: Number(tags.get('max-items')) + 1 }, (_, n) => `k${n}`),
        says: at(path, 'maxItems: '),
      }),
    );
  const wrongItems = leaves
    .filter(({ value }) => Array.isArray(value))
    .map(({ path }): Case => ({ path, value: [[]], says: at([...path, '0'], 'got array, want ') }));
  const wrongEntries = leaves
    .filter(({ tags }) => tags.has('map'))
    .map(
      ({ path }): Case => ({ path, value: { some: [] }, says: at([...path, 'some'], 'got array, want ') }),
    );
  const strangers = sectionsOf(nodes, []).map(
    (path): Case => ({
      path: [...path, 'unheardOf'],
      value: 1,
      says: new RegExp(
        `at '${path.length > 0 ? '/' : ''}${escape(
          path.join('/'),
        )}': additional properties 'unheardOf' not allowed`,
      ),
    }),
  );
  return [
    { kind: 'wrong type', list: wrongTypes },
    { kind: 'wrong choice', list: [...wrongChoices, ...wrongAutos] },
    ...wrongTexts.map((list, index) => ({ kind: `wrong form ${index + 1}`, list })),
    { kind: 'too small', list: belowMinimum },
    { kind: 'too large or too many', list: [...aboveMaximum, ...tooMany] },
    { kind: 'wrong item', list: wrongItems },
    { kind: 'wrong entry', list: wrongEntries },
    { kind: 'unknown name', list: strangers },
  ];
}

function sectionsOf(nodes: ValueNode[], parent: string[]): string[][] {
  return [parent, ...nodes.flatMap(node => (node.children ? sectionsOf(node.children, node.path) : []))];
}

function treeOf(list: Case[]): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const { path, value } of list) {
    let here = tree;
    for (const key of path.slice(0, -1)) here = (here[key] ??= {}) as Record<string, unknown>;
    here[path[path.length - 1]] = value;
  }
  return tree;
}

export async function schemaRefusals(): Promise<{ checks: Check[]; note: string }> {
  const nodes = readValues(readFileSync(join(chart, 'values.yaml'), 'utf8'));
  const checks: Check[] = [];
  for (const format of new Set(leavesOf(nodes).map(({ tags }) => tags.get('format')))) {
    if (format && !wrongForms[format])
      checks.push({ name: `format ${format}`, problem: 'has no sample of what it refuses' });
  }
  for (const { kind, list } of cases(nodes)) {
    const file = join(repository, '.cache', 'chart', `refused ${kind}.json`);
    writeFileSync(file, JSON.stringify(treeOf(list)));
    const { code, stderr } = await runTool('helm', [
      'template',
      'sample',
      chart,
      '--kube-version',
      '1.34.0',
      '--values',
      file,
    ]);
    for (const { path, value, says } of list) {
      const name = `${path.join('.')}: ${JSON.stringify(value)} is refused (${kind})`;
      checks.push({
        name,
        problem: code !== 0 && says.test(stderr) ? undefined : `helm did not say ${says}`,
      });
    }
  }
  return { checks, note: 'schema' };
}
