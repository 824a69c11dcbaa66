import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RECORDINGS } from '../paths.ts';
import { readMember } from './ring.ts';

/** The metrics that the lab recorded of a case, in order. */
function recorded(name: string): Array<{ pod: string; text: string }> {
  return readFileSync(join(RECORDINGS, name, 'timeline.jsonl'), 'utf8')
    .split('\n')
    .filter(line => line.includes('"metrics"'))
    .map(line => (JSON.parse(line) as { metrics?: { pod: string; text?: string } }).metrics)
    .flatMap(metrics => (metrics?.text ? [{ pod: metrics.pod, text: metrics.text }] : []));
}

describe('a member of a ring, by its metrics', () => {
  it('tells how many it knows, what it answered and what it needed', () => {
    const last = recorded('ring-healthy').slice(-3);
    for (const { pod, text } of last) {
      const member = readMember(pod, text);
      assert.equal(member.knows, 3);
      assert.ok((member.answered.OK ?? 0) > 100, JSON.stringify(member));
      assert.equal(member.answered.PermissionDenied ?? 0, 0);
      assert.ok(member.needed > 100, JSON.stringify(member));
    }
  });

  it('knows nobody while it may not read the Endpoints', () => {
    const seen = recorded('dispatch-forbidden').map(({ pod, text }) => readMember(pod, text).knows);
    assert.ok(seen.includes(0), JSON.stringify(seen));
  });

  it('tells nothing where nothing was asked', () => {
    assert.deepEqual(readMember('sample-0', ''), {
      pod: 'sample-0',
      knows: undefined,
      answered: {},
      needed: 0,
    });
  });
});
