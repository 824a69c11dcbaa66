import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstInstall, passwordRefused, upgrade } from '../testing/timelines.ts';
import type { Timeline } from '../timeline/index.ts';
import type { Cases } from './cases.ts';
import type { Instance } from './instances.ts';
import { planAfter, planAfterAct } from './plan.ts';

const recordings = new Map<string, Timeline>(
  [firstInstall(), passwordRefused(), upgrade()].map(one => [one.header.name, one]),
);
const cases: Cases = {
  names: [...recordings.keys()],
  has: name => recordings.has(name),
  timeline: name => recordings.get(name) as Timeline,
};

const instance = (deployed: string, wantedCase?: string): Instance => ({
  id: 'test/orders',
  environment: 'test',
  name: 'orders',
  namespace: 'orders',
  cluster: 'demo',
  application: { name: 'orders', namespace: 'argocd', cluster: 'demo' },
  ...(wantedCase ? { wantedCase } : {}),
  deployed,
  fingerprint: `${deployed} ${wantedCase ?? ''}`,
});

const landed = (of: Instance, commit: string, now: number) => ({
  instance: of,
  commit,
  now,
  speed: 1,
  cases,
});
const added = planAfter(undefined, landed(instance('one'), 'c1', 1000));
const failing = planAfter(undefined, landed(instance('one', 'migration-password-refused'), 'c1', 1000));

describe('what a commit makes an instance replay', () => {
  it('a first installation for a new one, from its start', () => {
    assert.deepEqual(
      [added.case, added.from, added.startedAt, added.commit],
      ['first-install', 0, 1000, 'c1'],
    );
  });

  it('nothing new for a commit that does not concern it', () => {
    assert.equal(planAfter(added, landed(instance('one'), 'c2', 2000)), added);
  });

  it('the recorded upgrade for a change, from the moment its commit was pushed', () => {
    const plan = planAfter(added, landed(instance('two'), 'c2', 60_000));
    assert.deepEqual(
      [plan.case, plan.from, plan.startedAt, plan.commit, plan.previousCommit],
      ['upgrade-with-migration', 1000, 60_000, 'c2', 'c1'],
    );
  });

  it('the case that replay.txt asks for, from its start', () => {
    const plan = planAfter(added, landed(instance('one', 'migration-password-refused'), 'c2', 60_000));
    assert.deepEqual([plan.case, plan.from], ['migration-password-refused', 0]);
  });

  it('its own case when replay.txt asks for one that was never recorded', () => {
    const plan = planAfter(undefined, landed(instance('one', 'no-such-case'), 'c1', 1000));
    assert.equal(plan.case, 'first-install');
  });

  it('the next part, when the replay waits for somebody', () => {
    const plan = planAfter(failing, landed(instance('two', 'migration-password-refused'), 'c2', 60_000));
    assert.deepEqual(plan.releases, [{ at: 60_000, commit: 'c2' }]);
    assert.equal(plan.case, failing.case);
  });

  it('the failure all the same, when the commit comes before it was seen', () => {
    const plan = planAfter(failing, landed(instance('two', 'migration-password-refused'), 'c2', 1500));
    assert.deepEqual(plan.releases, []);
  });

  it('the next part without a commit, when the user says that it was done', () => {
    assert.deepEqual(planAfterAct(failing, cases, 60_000).releases, [{ at: 60_000, commit: 'c1' }]);
    assert.equal(planAfterAct(added, cases, 60_000), added);
  });
});
