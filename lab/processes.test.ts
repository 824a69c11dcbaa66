import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { it } from 'node:test';
import { childrenOf, identify, isRunning, memoryOfTreeMiB } from './processes.ts';

const onLinux = { skip: process.platform === 'linux' ? false : 'reads /proc' };

it('knows a process while it runs, and does not take a later one for it', onLinux, async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.pipe(process.stdout)'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.write('x');
  await once(child.stdout, 'data');
  const id = identify(child.pid ?? 0);
  assert.ok(id);
  assert.equal(isRunning(id), true);
  assert.equal(isRunning({ ...id, started: id.started - 1 }), false);
  assert.ok(childrenOf(process.pid).includes(id.pid));
  assert.ok(memoryOfTreeMiB(id.pid) > 0);
  child.stdin.end();
  await once(child, 'close');
  assert.equal(isRunning(id), false);
  assert.equal(identify(id.pid), undefined);
});
