import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reportOf } from './report.ts';
import type { Run } from './report.ts';

const run: Run = {
  date: '2025-01-01',
  seconds: 600,
  memoryMiB: 2048.4,
  load: 0.25,
  jobs: 4,
  verdicts: [
    { name: 'good', title: 'A promise kept', seconds: 10.2 },
    { name: 'bad', title: 'A promise broken', seconds: 20, trouble: 'expected two pods; seen: []' },
  ],
};
const proof: Run = {
  ...run,
  verdicts: [
    {
      name: 'good',
      title: 'A promise kept',
      seconds: 55,
      broken: { what: 'pods do not pause', because: 'no failed check' },
    },
  ],
};

describe('the report', () => {
  const lines = reportOf({ chart: ['good', 'bad', 'new'], page: [] }, run, proof).split('\n');

  it('says how the whole of it went', () => {
    assert.ok(
      lines.includes(
        '- The cases (2025-01-01): 1 passed, 1 failed; 10 minutes, 4 at a time; load 0.3 before; at most 2048 MiB of memory.',
      ),
    );
  });

  it('has a row for each case, also for one that was not run', () => {
    const rows = lines.filter(line => line.startsWith('| `'));
    assert.deepEqual(rows, [
      '| `good` | A promise kept | passed, 10 s | pods do not pause | “no failed check” | proved, 55 s |',
      '| `bad` | A promise broken | **failed**, 20 s |  |  | not run |',
      '| `new` |  | not run |  |  | not run |',
    ]);
  });

  it('says plainly what was not run at all', () => {
    const text = reportOf({ chart: ['good'] }, undefined, undefined);
    assert.match(text, /- The cases: not run\.\n- Their proofs: not run\./);
    assert.doesNotMatch(text, /passed/);
  });
});
