import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { object } from '../testing/timelines.ts';
import { Failure } from './failure.ts';
import { fieldSelector, labelSelector } from './selectors.ts';

const server = object(
  'Pod',
  'v1',
  'a',
  { status: { phase: 'Running' } },
  { labels: { app: 'x', tier: 'server' } },
);
const job = object('Pod', 'v1', 'b', { status: { phase: 'Failed' } }, { labels: { app: 'x', job: '' } });
const names = (selector: string) =>
  [server, job]
    .filter(labelSelector(selector))
    .map(one => one.metadata.name)
    .join('');

describe('label selectors', () => {
  for (const [selector, wanted] of [
    ['', 'ab'],
    ['app=x', 'ab'],
    ['app==x,tier=server', 'a'],
    ['tier!=server', 'b'],
    ['tier in (server, proxy)', 'a'],
    ['tier notin (server)', 'b'],
    ['app in (x),job', 'b'],
    ['!job', 'a'],
    ['job=', 'b'],
    ['app=y', ''],
  ] as const) {
    it(`${selector || 'nothing'} selects ${wanted || 'nothing'}`, () =>
      assert.equal(names(selector), wanted));
  }

  it('that cannot be read are refused', () => {
    assert.throws(() => labelSelector('app in x'), Failure);
  });
});

describe('field selectors', () => {
  it('know the fields of a kind', () => {
    assert.deepEqual([server, job].filter(fieldSelector('status.phase=Failed', 'Pod')), [job]);
    assert.deepEqual([server, job].filter(fieldSelector('metadata.name!=a', 'Pod')), [job]);
  });

  it('refuse a field that the API server does not index', () => {
    assert.throws(() => fieldSelector('spec.replicas=1', 'Pod'), {
      message: 'field label not supported: spec.replicas',
    });
  });
});
