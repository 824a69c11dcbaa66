import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { inRoot } from '../lib/paths.ts';

const timeout = 30_000;
const isRoot = process.getuid?.() === 0;

/** What CI calls, beside a stand-in for ./dev: here it matters only what becomes of its words and its end. */
function startRun(t: TestContext, dev: string) {
  const folder = mkdtempSync(join(tmpdir(), 'what CI runs '));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, '.ci'));
  cpSync(inRoot('.ci', 'run'), join(folder, '.ci', 'run'));
  writeFileSync(join(folder, 'dev'), `#!/bin/bash\n${dev}\n`);
  chmodSync(join(folder, 'dev'), 0o755);
  const child = spawn('/bin/bash', ['.ci/run'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    // CI has the system's own commands, even where these tests run on a PATH that holds next to nothing.
    env: { ...process.env, PATH: [process.env.PATH, '/usr/bin', '/bin'].join(delimiter) },
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  return { folder, child, output: () => output };
}

async function runToEnd(t: TestContext, dev: string) {
  const { child, output } = startRun(t, dev);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lastLine: output().trimEnd().split('\n').at(-1) };
}

/** Who is not root has no lab, and is told so by one that was skipped. */
const withLab = (root: string, others: string) => (isRoot ? root : others);

test('the last line sums the tests and the lab', { timeout }, async t => {
  const { code, lastLine } = await runToEnd(
    t,
    `case "$*" in test) echo '7 passed, 0 failed, 2 skipped';; 'lab test --smoke') echo '4 passed, 0 failed, 0 skipped';; esac`,
  );
  assert.equal(lastLine, withLab('11 passed, 0 failed, 2 skipped', '7 passed, 0 failed, 3 skipped'));
  assert.equal(code, 0);
});

test('a failed test fails it, and the lab still has its say', { timeout }, async t => {
  const { code, lastLine } = await runToEnd(
    t,
    `case "$1" in test) echo '7 passed, 1 failed, 0 skipped'; exit 1;; lab) echo '4 passed, 0 failed, 0 skipped';; esac`,
  );
  assert.equal(lastLine, withLab('11 passed, 1 failed, 0 skipped', '7 passed, 1 failed, 1 skipped'));
  assert.equal(code, 1);
});

test('a ./dev that never comes to its closing line is a failure', { timeout }, async t => {
  const { code, lastLine } = await runToEnd(
    t,
    `[ "$1" = lab ] && echo '4 passed, 0 failed, 0 skipped'; [ "$1" = lab ]`,
  );
  assert.equal(lastLine, withLab('4 passed, 1 failed, 0 skipped', '0 passed, 1 failed, 1 skipped'));
  assert.equal(code, 1);
});

test('a ./dev that fails after a good closing line is a failure', { timeout }, async t => {
  const { code } = await runToEnd(t, `echo '4 passed, 0 failed, 0 skipped'; exit 3`);
  assert.equal(code, 1);
});

test('who ends it ends ./dev as well', { timeout }, async t => {
  const { folder, child } = startRun(
    t,
    `trap 'echo gone >ended; exit 143' TERM; echo $$ >pid.new; mv pid.new pid; while :; do sleep 0.05; done`,
  );
  while (!existsSync(join(folder, 'pid'))) await pause(10, undefined, { signal: t.signal });
  child.kill('SIGTERM');
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 143);
  assert.equal(readFileSync(join(folder, 'ended'), 'utf8'), 'gone\n');
});
