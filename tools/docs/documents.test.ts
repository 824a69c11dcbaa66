import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { filesNamedIn, linksIn, slugsOf } from './markdown.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What Git knows and what is about to be added; nothing that is ignored. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(file => file && existsSync(join(root, file)));
const documents = files.filter(file => file.endsWith('.md') && !file.startsWith('.changeset/'));

test('every file that docs/architecture.md names exists', () => {
  const named = filesNamedIn(read('docs/architecture.md'));
  assert.ok(named.length > 20, `only ${named.length} files are named`);
  assert.deepEqual(
    named.filter(file => !existsSync(join(root, file))),
    [],
  );
});

test('every room of the code is in docs/architecture.md', () => {
  const rooms = new Set(
    files
      .filter(file => /^(packages|plugins|charts)\/[^/]+\//.test(file))
      .map(file => file.split('/').slice(0, 2).join('/')),
  );
  for (const file of files) {
    const [first] = file.split('/');
    if (file.includes('/') && !first.startsWith('.') && !/^(packages|plugins|charts)$/.test(first))
      rooms.add(first);
  }
  const text = read('docs/architecture.md');
  assert.deepEqual([...rooms].filter(room => !text.includes(room)).sort(), []);
});

for (const document of documents) {
  test(`${document}: every link leads somewhere`, () => {
    const broken = linksIn(read(document)).filter(link => {
      if (/^(https?|mailto):/.test(link)) return false;
      const [path, fragment] = link.split('#');
      const target = path ? join(root, dirname(document), decodeURI(path)) : join(root, document);
      if (!existsSync(target)) return true;
      if (!fragment || statSync(target).isDirectory() || !target.endsWith('.md')) return false;
      return !slugsOf(readFileSync(target, 'utf8')).includes(fragment);
    });
    assert.deepEqual(broken, []);
  });
}

test('every page below docs/ can be reached from docs/index.md', () => {
  const reached = new Set<string>();
  const waiting = ['docs/index.md'];
  for (let page = waiting.pop(); page; page = waiting.pop()) {
    if (reached.has(page)) continue;
    reached.add(page);
    for (const link of linksIn(read(page))) {
      const target = join(dirname(page), link.split('#')[0]);
      if (documents.includes(target)) waiting.push(target);
    }
  }
  assert.deepEqual(
    documents.filter(document => document.startsWith('docs/') && !reached.has(document)),
    [],
  );
});

test('every ./dev command in documents and workflows is one that ./dev knows', () => {
  const help = read('tools/dev/help.txt');
  const known = [...help.matchAll(/^\.\/dev (\S+)/gm)].map(([, command]) => command);
  const workflows = files.filter(file => file.startsWith('.github/workflows/'));
  assert.ok(workflows.length > 0);
  for (const document of [...documents, ...workflows]) {
    for (const [line, command] of read(document).matchAll(/\.\/dev ([a-z]+)/g)) {
      assert.ok(known.includes(command), `${document}: ${line}`);
    }
  }
});

test('no file knows the machine on which it was written', () => {
  // Put together here, so that this file does not find itself.
  const traces = [
    ['', 'work', 'main'].join('/'),
    ['', 'root', ''].join('/'),
    ['registry', 'npmjs', 'org'].join('.'),
  ];
  const found = files
    .filter(file => statSync(join(root, file)).size < 5_000_000)
    .flatMap(file => {
      const text = read(file);
      return traces.filter(trace => text.includes(trace)).map(trace => `${file}: ${trace}`);
    });
  assert.deepEqual(found, []);
});
