import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesObject } from '../timeline/index.ts';
import { application, COMMIT_A, pod } from '../testing/timelines.ts';
import { listOf } from './lists.ts';
import { findResource } from './resources.ts';
import type { Resource } from './resources.ts';

const pods = findResource('', 'v1', 'pods') as Resource;
const applications = findResource('argoproj.io', 'v1alpha1', 'applications') as Resource;
const five = ['d', 'a', 'e', 'c', 'b'].map(name => pod(name, 0));

interface Page {
  metadata: { continue?: string; remainingItemCount?: number; resourceVersion: string };
  items: KubernetesObject[];
}
const list = (query: string) => listOf(pods, five, new URLSearchParams(query), 7) as unknown as Page;

describe('lists', () => {
  it('come in pages, each object once, in the order of the store', () => {
    const seen: string[] = [];
    const left: Array<number | undefined> = [];
    let token: string | undefined;
    do {
      const page = list(`limit=2${token ? `&continue=${token}` : ''}`);
      seen.push(...page.items.map(({ metadata }) => metadata.name));
      left.push(page.metadata.remainingItemCount);
      token = page.metadata.continue;
    } while (token);
    assert.deepEqual(seen, ['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(left, [3, 1, undefined]);
  });

  it('drop the kind of built-in objects, as an API server does, and keep that of custom ones', () => {
    assert.equal(list('').items[0]?.kind, undefined);
    const found = listOf(applications, [application(COMMIT_A, 0)], new URLSearchParams(), 7);
    assert.equal((found.items as KubernetesObject[])[0]?.kind, 'Application');
  });

  it('refuse a token or a limit that cannot be', () => {
    assert.throws(() => list('continue=nonsense'), { code: 400 });
    assert.throws(() => list('limit=-1'), { code: 400 });
  });

  it('name the version of the store, from which their changes can be followed', () => {
    assert.equal(list('').metadata.resourceVersion, '7');
  });
});
