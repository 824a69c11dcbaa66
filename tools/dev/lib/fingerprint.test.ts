import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fingerprint, unlessStamped } from './fingerprint.ts';
import { root } from './paths.ts';

function makeFolder(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'fingerprint '));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a fingerprint follows the content and the names of files, and what else matters', t => {
  const folder = makeFolder(t);
  const path = relative(root, folder);
  const one = join(folder, 'one');
  writeFileSync(one, 'a');
  const before = fingerprint([path]);
  assert.equal(fingerprint([path]), before);
  assert.notEqual(fingerprint([path], 'v22'), before);
  writeFileSync(one, 'b');
  assert.notEqual(fingerprint([path]), before);
  writeFileSync(one, 'a');
  writeFileSync(join(folder, 'two'), '');
  assert.notEqual(fingerprint([path]), before);
});

test('work is done once for the same inputs, and again after it failed half-way', async t => {
  const stamp = join(makeFolder(t), 'deep', 'stamp');
  let times = 0;
  const work = async () => void (times += 1);
  assert.equal(await unlessStamped(stamp, 'a', work), true);
  assert.equal(await unlessStamped(stamp, 'a', work), false);
  assert.equal(await unlessStamped(stamp, 'b', work), true);
  await assert.rejects(
    unlessStamped(stamp, 'c', async () => {
      throw new Error('interrupted');
    }),
  );
  assert.equal(existsSync(stamp), false);
  assert.equal(await unlessStamped(stamp, 'b', work), true);
  assert.equal(times, 3);
});
