import assert from 'node:assert/strict';
import { it } from 'node:test';
import { tableOf } from './table.ts';

const verdict = { title: 'A promise', seconds: 12.34 };

it('lists every case, and where a red one left what was seen', () => {
  const broken = { what: 'it is broken', because: 'it is whole' };
  const table = tableOf(
    [
      { ...verdict, name: 'first' },
      { ...verdict, name: 'second-one', trouble: 'expected two pods;\nseen: []' },
      { ...verdict, name: 'third', seconds: 123.45, broken },
    ],
    name => `folder/${name}`,
  );
  assert.deepEqual(table.split('\n'), [
    'first       passed    12.3 s',
    'second-one  FAILED    12.3 s',
    '    expected two pods;',
    '    seen: []',
    '    evidence: folder/second-one',
    'third       proved   123.5 s',
    '2 passed, 1 failed, 0 skipped',
    '',
  ]);
});
