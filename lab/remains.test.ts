import assert from 'node:assert/strict';
import { it } from 'node:test';
import { differences } from './remains.ts';

it('tells what came and what went, and nothing of what stayed', () => {
  assert.deepEqual(
    differences(
      { mounts: ['/a', '/b'], files: ['/run/lock'] },
      { mounts: ['/a', '/c'], files: ['/run/lock'] },
    ),
    ['mounts: left behind: /c', 'mounts: missing now: /b'],
  );
});
