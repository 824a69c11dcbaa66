// Writes what follows from charts/spicedb/values.yaml: values.schema.json, the README's table of values and the
// TypeScript type ChartValues. With --check it writes nothing and fails when one of them is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { chart, repository, shortSchemaFile, typeFile } from './paths.ts';
import { choicesOf, schemaOf, typeOf } from './schema.ts';
import { leavesOf, readValues, type ValueNode } from './values.ts';

const begin = '<!-- values: begin (generated from values.yaml) -->';
const end = '<!-- values: end -->';

export function tableOf(nodes: ValueNode[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = leavesOf(nodes).map(node => {
    const choices = choicesOf(node)
      ?.map(choice => `\`${JSON.stringify(choice)}\``)
      .join(', ');
    const text = choices ? `${node.description} One of ${choices}.` : node.description;
    return `| \`${node.path.join('.')}\` | ${cell(text)} | \`${cell(JSON.stringify(node.value))}\` |`;
  });
  return ['| Value | What it does | Default |', '|---|---|---|', ...rows].join('\n');
}

function typeScriptType(node: ValueNode): string {
  const choices = choicesOf(node);
  if (choices) return choices.map(choice => `'${choice}'`).join(' | ');
  if (node.tags.has('map'))
    return node.tags.get('map') === 'scalar'
      ? 'Record<string, string | number | boolean>'
      : 'Record<string, string>';
  if (node.tags.get('kubernetes')?.startsWith('[]')) return 'Record<string, unknown>[]';
  if (node.tags.has('kubernetes')) return 'Record<string, unknown>';
  const list = node.tags.get('list');
  if (list) return list === 'integer' ? 'number[]' : `${list}[]`;
  return typeOf(node)
    .map(type => (type === 'auto' ? "'auto'" : type === 'integer' ? 'number' : type))
    .join(' | ');
}

function membersOf(nodes: ValueNode[], indent: string): string {
  return nodes
    .map(node => {
      const doc = node.description ? `${indent}/** ${node.description.replaceAll('*/', '* /')} */\n` : '';
      const type = node.children
        ? `{\n${membersOf(node.children, `${indent}  `)}\n${indent}}`
        : typeScriptType(node);
      return `${doc}${indent}${node.path[node.path.length - 1]}?: ${type};`;
    })
    .join('\n');
}

export function typeScriptOf(nodes: ValueNode[]): string {
  return [
    '// Generated from charts/spicedb/values.yaml by tools/chart/generate.ts. Do not edit.',
    '',
    '/**',
    ' * The values of the SpiceDB chart, as one writes them: whatever is left out keeps its default.',
    ' *',
    ' * @public',
    ' */',
    'export type ChartValues = {',
    membersOf(nodes, '  '),
    '};',
    '',
  ].join('\n');
}

function readmeWith(table: string): string {
  const readme = readFileSync(join(chart, 'README.md'), 'utf8');
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`README.md needs the lines "${begin}" and "${end}".`);
  return `${before}${begin}\n\n${table}\n\n${end}${after}`;
}

/** The schema as the portal needs it: what is allowed and in which words, without what explains a value. */
export function shortSchemaOf(schema: string): string {
  const short = JSON.parse(schema, function shorten(this: Record<string, unknown>, key, value) {
    if (key === 'title' || (key === 'default' && ('type' in this || 'enum' in this))) return undefined;
    if (key !== 'description' || typeof value !== 'string' || this.deprecated) return value;
    return /Must be .*$/.exec(value)?.[0];
  });
  return `${JSON.stringify(short)}\n`;
}

export function generatedFiles(): Map<string, string> {
  const nodes = readValues(readFileSync(join(chart, 'values.yaml'), 'utf8'));
  const refused = JSON.parse(readFileSync(join(chart, 'files', 'refused.json'), 'utf8')) as Record<
    string,
    string
  >;
  const schema = schemaOf(nodes, refused);
  return new Map([
    [join(chart, 'values.schema.json'), schema],
    [shortSchemaFile, shortSchemaOf(schema)],
    [join(chart, 'README.md'), readmeWith(tableOf(nodes))],
    [typeFile, typeScriptOf(nodes)],
  ]);
}

export function staleFiles(): string[] {
  return [...generatedFiles()]
    .filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text)
    .map(([file]) => relative(repository, file));
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const stale = staleFiles();
    for (const file of stale) console.error(`${file} is stale. Run: node tools/chart/generate.ts`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const [file, text] of generatedFiles()) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}
