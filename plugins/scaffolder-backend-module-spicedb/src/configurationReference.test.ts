import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadConfigSchema } from '@backstage/config-loader';
import { parsePortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { parse } from 'yaml';
// eslint-disable-next-line @backstage/no-forbidden-package-imports -- the schema is nobody else's business, so that no package exports it
import { portalConfigSchema } from '@spicedb-portal/backstage-plugin-spicedb-common/src/instance/PortalConfig';
import { chapters, opening, wordsFor } from './__testUtils__/configurationWords';
import { keysOfJsonSchema, keysOfZod } from './__testUtils__/schemaKeys';
import type { Key } from './__testUtils__/schemaKeys';

const root = resolve(__dirname, '../../..');
const page = resolve(root, 'docs/configuration.md');

/** A default that a comment tells; the page has a column for it. */
const toldDefault = /Defaults to `?(\d+|true|false|(?<=`)[^`]+)`?\./;

async function describedKeys(): Promise<Map<string, Key>> {
  const schema = await loadConfigSchema({
    packagePaths: ['spicedb-common', 'spicedb'].map(name => resolve(root, 'plugins', name, 'package.json')),
    dependencies: [],
  });
  const { schemas } = schema.serialize() as unknown as {
    schemas: { value: { properties?: { spicedb?: object } } }[];
  };
  const ours = schemas.flatMap(({ value }) => value.properties?.spicedb ?? []);
  return new Map(ours.flatMap(value => [...keysOfJsonSchema(value)]));
}

let described: Map<string, Key>;
beforeAll(async () => {
  described = await describedKeys();
}, 60_000);

describe('docs/configuration.md', () => {
  const read = keysOfZod(portalConfigSchema);
  const isOfPage = (key: string) => key === 'page' || key.startsWith('page.');

  it('is fresh; UPDATE_DOCS=1 writes it anew', () => {
    const text = write(read);
    if (process.env.UPDATE_DOCS) writeFileSync(page, text);
    expect(readFileSync(page, 'utf8')).toBe(text);
  });

  it('has every key that the portal reads, and no other', () => {
    expect([...described.keys()].filter(key => !isOfPage(key)).sort()).toEqual(
      [...read.keys()].filter(key => !isOfPage(key)).sort(),
    );
    const text = readFileSync(page, 'utf8');
    const listed = [...text.matchAll(/^\| `spicedb\.([^`]+)`/gm)].map(([, key]) => key);
    expect(listed.sort()).toEqual([...described.keys()].filter(key => described.get(key)!.leaf).sort());
  });

  it('says the choices and the defaults that the portal uses', () => {
    for (const [key, { choices, words }] of described) {
      const used = read.get(key);
      if (!used) continue;
      expect({ key, choices }).toEqual({ key, choices: used.choices });
      const told = words && toldDefault.exec(words)?.[1];
      if (told && used.default !== undefined) {
        expect({ key, told }).toEqual({ key, told: [used.default].flat().join() });
      }
    }
  });

  it('has words for each key, from one place only', () => {
    const leaves = [...described].filter(([, { leaf }]) => leaf);
    expect(leaves.filter(([key, { words }]) => !words && !wordsFor[key]).map(([key]) => key)).toEqual([]);
    expect(Object.keys(wordsFor).filter(key => !described.has(key) || described.get(key)!.words)).toEqual([]);
  });
});

describe('the examples of configuration in the documents', () => {
  const documents = [
    ...readdirSync(resolve(root, 'docs'))
      .filter(name => name.endsWith('.md'))
      .map(name => `docs/${name}`),
    ...readdirSync(resolve(root, 'plugins')).map(name => `plugins/${name}/README.md`),
  ];
  const examples = documents.flatMap(document =>
    [...readFileSync(resolve(root, document), 'utf8').matchAll(/^```yaml\n(spicedb:\n[^]*?)^```/gm)].map(
      ([, yaml]) => ({ document, yaml }),
    ),
  );

  it.each(examples)('can be used: $document', ({ yaml }) => {
    const { spicedb } = parse(yaml);
    const repository = { url: 'https://git.example.org/gitops.git' };
    const clusters = { 'eu-1': { destination: 'eu-1' } };
    expect(parsePortalConfig({ repository, clusters, ...spicedb })).toMatchObject({ ok: true });
    expect(pathsIn(spicedb).filter(path => ![...described.keys()].some(key => fits(path, key)))).toEqual([]);
  });

  it('are more than a few', () => expect(examples.length).toBeGreaterThan(4));
});

const pathsIn = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, part]) => pathsIn(part, path ? `${path}.${key}` : key))
    : [path];

/** A name that the person chose stands where the key has `<name>`. */
const fits = (path: string, key: string) => {
  const [steps, wanted] = [path.split('.'), key.split('.')];
  return steps.length === wanted.length && wanted.every((step, i) => step === '<name>' || step === steps[i]);
};

function write(read: Map<string, Key>): string {
  const parts = chapters.map(({ key: chapter, title, text }) => {
    const rows = [...described]
      .filter(([key, { leaf }]) => leaf && key.split('.')[0] === chapter)
      .map(([key, { choices, type, words, required }]) => [
        `\`spicedb.${key}\``,
        choices ? choices.map(choice => `\`${choice}\``).join(', ') : type,
        required ? 'must be said' : inCode(read.get(key)?.default),
        (words ?? wordsFor[key]).replace(toldDefault, '').trim(),
      ]);
    return [`## ${title}`, text, table([['key', 'takes', 'default', 'what it is'], ...rows])].join('\n\n');
  });
  return `${[opening, ...parts, builtIns()].join('\n\n')}\n`;
}

function builtIns(): string {
  const result = parsePortalConfig({ repository: { url: 'https://git.example.org/gitops.git' } });
  if (!result.ok) throw new Error('the shortest configuration is refused');
  const { environments, sizes, versions } = result.config;
  const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');
  return [
    '## What is there without a word',
    'An environment of yours with one of these names starts from the row here, and you write only what differs.',
    table([
      ['environment', 'size', 'pods', 'TLS', 'at least', 'TLS needed', 'budget needed', 'not allowed'],
      ...Object.entries(environments).map(([name, { size, replicas, tls, guards }]) => [
        `\`${name}\``,
        size,
        String(replicas),
        yesOrNo(tls),
        String(guards.minReplicas),
        yesOrNo(guards.tls),
        yesOrNo(guards.podDisruptionBudget),
        guards.forbiddenEngines.join(', '),
      ]),
    ]),
    'Checks per second are an estimate for people who choose, measured on no particular schema.',
    table([
      ['size', 'CPU', 'memory', 'checks per second'],
      ...Object.entries(sizes).map(([name, { cpu, memory, checksPerSecond }]) => [
        `\`${name}\``,
        cpu,
        memory,
        String(checksPerSecond ?? ''),
      ]),
    ]),
    `Versions on offer: ${versions.allowed.map(version => `\`${version}\``).join(', ')}.`,
  ].join('\n\n');
}

function inCode(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) {
    if (value.length > 3) return 'see below';
    return value.length ? value.map(item => `\`${item}\``).join(', ') : 'none';
  }
  return `\`${value}\``;
}

/** In columns, as the formatter of the house lays them out. */
function table([head, ...rows]: string[][]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map(row => row[column].length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
