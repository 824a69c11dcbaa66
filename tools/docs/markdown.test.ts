import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesNamedIn, linksIn, slugsOf } from './markdown.ts';

test('links are found in text and references, not in code', () => {
  const markdown =
    'See [a](one.md#part) and ![b](two.png "title").\n\n[c]: three.md\n\n`[d](four.md)`\n\n```\n[e](five.md)\n```\n';
  assert.deepEqual(linksIn(markdown), ['one.md#part', 'two.png', 'three.md']);
});

test('a heading is linked to by its words', () => {
  assert.deepEqual(slugsOf('# Two words\n\n## Is it `ready`?\n'), ['two-words', 'is-it-ready']);
});

test('files are named in code marks, with a slash or an ending', () => {
  assert.deepEqual(filesNamedIn('`plugins/spicedb/` `dev.ts` `assess` `npm run x` `plugins/spicedb/`'), [
    'plugins/spicedb/',
    'dev.ts',
  ]);
});
