import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reportOf, secondsIn } from './report.ts';
import type { Ledger } from './report.ts';

const run: Ledger = {
  whole: { date: '2025-01-01', seconds: 600, memoryMiB: 2048.4, load: 0.25, jobs: 4 },
  verdicts: {
    good: { name: 'good', title: 'A promise kept', seconds: 10.2, date: '2025-01-01' },
    bad: {
      name: 'bad',
      title: 'A promise broken',
      seconds: 20,
      trouble: 'expected two pods',
      date: '2025-01-02',
    },
    gone: { name: 'gone', title: 'A case that is no more', seconds: 20, date: '2024-12-31' },
  },
};
const proof: Ledger = {
  verdicts: {
    good: {
      name: 'good',
      title: 'A promise kept',
      seconds: 55,
      date: '2025-01-02',
      broken: { what: 'pods do not pause', because: 'no failed check' },
    },
  },
};

describe('the report', () => {
  const lines = reportOf({ chart: ['good', 'bad', 'new'], page: [] }, run, proof).split('\n');

  it('counts the cases that there are, and says when they were played', () => {
    assert.ok(lines.includes('- The cases: 1 passed, 1 failed, 1 not played (2025-01-01, 2025-01-02).'));
    assert.ok(lines.includes('- Their proofs: 1 passed, 0 failed, 2 not played (2025-01-02).'));
  });

  it('says how long all of them took, where one command played them', () => {
    const whole = lines.filter(line => line.includes('by one command'));
    assert.deepEqual(whole, [
      '  All of them by one command on 2025-01-01: 10 minutes, 4 at a time, at most 2048 MiB of memory; the load before was 0.3.',
    ]);
  });

  it('has a row for each case, also for one that was not played', () => {
    const rows = lines.filter(line => line.startsWith('| `'));
    assert.deepEqual(rows, [
      '| `good` | A promise kept | passed, 10 s | pods do not pause | “no failed check” | proved, 55 s |',
      '| `bad` | A promise broken | **failed**, 20 s |  |  | not played |',
      '| `new` |  | not played |  |  | not played |',
    ]);
  });

  it('passes nothing that nobody played', () => {
    const text = reportOf({ chart: ['good'] }, { verdicts: {} }, { verdicts: {} });
    assert.match(text, /- The cases: 0 passed, 0 failed, 1 not played\./);
  });

  it('tells a fresh clone how long each case lasts, so that the longest begin first', () => {
    const text = lines.join('\n');
    assert.deepEqual(
      [...secondsIn(text, 'verdicts')],
      [
        ['good', 10],
        ['bad', 20],
      ],
    );
    assert.deepEqual([...secondsIn(text, 'proofs')], [['good', 55]]);
  });
});
