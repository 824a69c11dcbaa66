import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(file => /^(docs\/|plugins\/[^/]+\/README|README)/.test(file) && existsSync(join(root, file)));

/** What the documents tell people to import, and from where. */
const imports = documents.flatMap(document =>
  [...read(document).matchAll(/import ([^;]*?) from '@spicedb-portal\/backstage-plugin-([^']+)'/g)].map(
    ([, names, from]) => ({ document, names, from }),
  ),
);

/** The report of the API of `spicedb/legacy` is `plugins/spicedb/report-legacy.api.md`. */
function reportOf(from: string): string {
  const [plugin, entry] = from.split('/');
  return read(`plugins/${plugin}/report${entry ? `-${entry}` : ''}.api.md`);
}

const namesIn = (list: string) =>
  list
    .replace(/[{}]/g, '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);

/** Without a name the whole file is meant. */
const titlesIn = (file: string) => [
  '',
  ...[
    ...read(`plugins/${file}`).matchAll(/\b(?:it|test|describe)(?:\.each[^]*?\))?\(\s*(['"`])(.*?)\1/g),
  ].map(([, , title]) => title),
];

test('the documents show how to import what there is', () => {
  assert.ok(imports.length > 5, `only ${imports.length} imports are shown`);
});

for (const { document, names, from } of imports) {
  test(`${document}: ${from} exports what is imported`, () => {
    const report = reportOf(from);
    const exported = names.trim().startsWith('{') ? namesIn(names) : ['default'];
    assert.deepEqual(
      exported.filter(name => !new RegExp(`^export .*\\b${name}\\b`, 'm').test(report)),
      [],
    );
  });
}

test('every test that docs/security.md names is there', () => {
  const named = [...read('docs/security.md').matchAll(/`([\w/-]+\.test\.ts)(?:: ([^`]+))?`/g)];
  assert.ok(named.length > 10, `only ${named.length} tests are named`);
  assert.deepEqual(
    named
      .filter(
        ([, file, name]) => !existsSync(join(root, 'plugins', file)) || !titlesIn(file).includes(name ?? ''),
      )
      .map(([text]) => text),
    [],
  );
});
