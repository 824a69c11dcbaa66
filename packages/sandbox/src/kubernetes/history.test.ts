import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesObject } from '../timeline/index.ts';
import { pod } from '../testing/timelines.ts';
import { History } from './history.ts';
import { wantedBy } from './lists.ts';
import { findResource } from './resources.ts';
import type { Resource } from './resources.ts';
import { eventsOf } from './watches.ts';

const pods = findResource('', 'v1', 'pods') as Resource;
const named = (name: string, labels: Record<string, string> = {}): KubernetesObject => {
  const object = pod(name, 0);
  return { ...object, metadata: { ...object.metadata, labels } };
};
const namesOf = (objects: KubernetesObject[]) => objects.map(({ metadata }) => metadata.name);

describe('the history of a kind', () => {
  it('gives a new version to what changed, and to nothing else', () => {
    const history = new History(100);
    const [a, b] = history.note('pods', [named('a'), named('b')]);
    assert.deepEqual([a?.metadata.resourceVersion, b?.metadata.resourceVersion], ['101', '102']);
    const again = history.note('pods', [named('a'), named('b', { changed: 'yes' })]);
    assert.equal(again[0], a);
    assert.equal(again[1]?.metadata.resourceVersion, '103');
    assert.equal(history.version, 103);
  });

  it('tells what came, changed and went after a version', () => {
    const history = new History(100);
    history.note('pods', [named('a'), named('b')]);
    const seen = history.version;
    history.note('pods', [named('b', { changed: 'yes' }), named('c')]);
    const events = eventsOf(history.since('pods', seen) ?? [], pods, () => true);
    assert.deepEqual(
      events.map(({ type, object }) => `${type} ${(object as KubernetesObject).metadata.name}`),
      ['MODIFIED b', 'ADDED c', 'DELETED a'],
    );
    assert.deepEqual(history.since('pods', history.version), []);
  });

  it('tells an object that no longer fits a selector as gone', () => {
    const history = new History(100);
    history.note('pods', [named('a', { app: 'x' })]);
    const seen = history.version;
    history.note('pods', [named('a', { app: 'y' })]);
    const changes = history.since('pods', seen) ?? [];
    const typesFor = (selector: string) =>
      eventsOf(changes, pods, wantedBy(pods, new URLSearchParams({ labelSelector: selector }))).map(
        ({ type }) => type,
      );
    assert.deepEqual([typesFor('app=x'), typesFor('app=y'), typesFor('app=z')], [['DELETED'], ['ADDED'], []]);
  });

  it('does not pretend to remember what was before it, or too long ago', () => {
    const history = new History(100);
    assert.equal(history.since('pods', 99), undefined);
    history.note('pods', [named('a')]);
    const seen = history.version;
    for (let round = 0; round < 6000; round++) history.note('pods', [named('a', { round: String(round) })]);
    assert.equal(history.since('pods', seen), undefined);
    assert.equal(history.since('pods', history.version - 10)?.length, 10);
    assert.deepEqual(namesOf(history.note('pods', [])), []);
  });
});
