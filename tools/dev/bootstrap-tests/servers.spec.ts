import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { inRoot } from '../lib/paths.ts';
import {
  dev,
  endingOf,
  freePorts,
  isAlive,
  makeCheckout,
  startDev,
  until,
  type Checkout,
} from './checkout.ts';

const timeout = 60_000;

/** Answers on the given ports, has a child of its own, and says in `pids/` that both are there. */
const standIn = (ports: string[]) => `
const { createServer } = require('node:http');
const { spawn } = require('node:child_process');
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const root = process.env.CHECKOUT!;
mkdirSync(join(root, 'pids'), { recursive: true });
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
for (const pid of [process.pid, child.pid]) writeFileSync(join(root, 'pids', String(pid)), '');
for (const name of ${JSON.stringify(ports)}) {
  createServer((_request: unknown, response: { end: (text: string) => void }) => response.end('here')).listen(Number(process.env[name]), '127.0.0.1');
}
`;

/** A checkout whose servers are quick stand-ins; all that starts and ends them is real. */
function makeStartable(t: TestContext): Checkout {
  const checkout = makeCheckout(t);
  checkout.yarn(`require('node:fs').mkdirSync('packages/app/dist', { recursive: true })`);
  checkout.write('packages/app/package.json', '{}');
  checkout.write('packages/sandbox/package.json', '{ "type": "commonjs" }');
  checkout.write('packages/sandbox/src/main.ts', standIn(['SANDBOX_GIT_PORT', 'SANDBOX_KUBERNETES_PORT']));
  checkout.write('packages/backend/package.json', '{ "type": "commonjs" }');
  checkout.write('packages/backend/src/index.ts', standIn(['PORTAL_PORT']));
  mkdirSync(join(checkout.folder, 'node_modules', '@backstage'), { recursive: true });
  symlinkSync(
    inRoot('node_modules', '@backstage', 'cli'),
    join(checkout.folder, 'node_modules', '@backstage', 'cli'),
  );
  return checkout;
}

const pidsOf = (checkout: Checkout) => {
  const folder = join(checkout.folder, 'pids');
  return existsSync(folder) ? readdirSync(folder).map(Number) : [];
};

async function startAndWait(t: TestContext, checkout: Checkout, port: number) {
  const running = startDev(checkout, ['start', '--port', String(port)], { CHECKOUT: checkout.folder });
  t.after(() => running.process.kill('SIGTERM'));
  await until(() => {
    assert.equal(running.process.exitCode, null, running.output());
    return running.output().includes('The portal is open');
  }, t.signal);
  return running;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} leaves no process behind`, { timeout }, async t => {
    const checkout = makeStartable(t);
    const running = await startAndWait(t, checkout, await freePorts());
    const pids = pidsOf(checkout);
    assert.equal(pids.length, 4);
    assert.ok(pids.every(isAlive));
    running.process.kill(signal);
    const { code, output } = await endingOf(running);
    assert.equal(code, 130, output);
    assert.deepEqual(pids.filter(isAlive), []);
  });
}

test('the servers leave even when ./dev is killed without a chance to end them', { timeout }, async t => {
  const checkout = makeStartable(t);
  const running = await startAndWait(t, checkout, await freePorts());
  const pids = pidsOf(checkout);
  running.process.kill('SIGKILL');
  await until(() => !pids.some(isAlive), t.signal);
});

test('Ctrl-C during the set-up ends what it had started', { timeout }, async t => {
  const checkout = makeStartable(t);
  const file = join(checkout.folder, 'yarn-pid');
  checkout.yarn(
    `require('node:fs').writeFileSync(${JSON.stringify(
      file,
    )}, String(process.pid)); setInterval(() => {}, 1000)`,
  );
  const running = startDev(checkout, ['start', '--port', String(await freePorts())]);
  await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '', t.signal);
  running.process.kill('SIGINT');
  assert.equal((await endingOf(running)).code, 130);
  assert.equal(isAlive(Number(readFileSync(file, 'utf8'))), false);
});

test('whoever leads a process group of its own is ended as well', { timeout }, async t => {
  const checkout = makeStartable(t);
  const file = join(checkout.folder, 'detached-pid');
  checkout.yarn(`
    const { spawn } = require('node:child_process');
    const options = { detached: true, stdio: 'ignore' };
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], options);
    require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));
    setInterval(() => {}, 1000);`);
  const running = startDev(checkout, ['start', '--port', String(await freePorts())]);
  await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '', t.signal);
  running.process.kill('SIGINT');
  assert.equal((await endingOf(running)).code, 130);
  assert.equal(isAlive(Number(readFileSync(file, 'utf8'))), false);
});

test('two checkouts run side by side, and a second start does no work twice', { timeout }, async t => {
  const [one, other] = [makeStartable(t), makeStartable(t)];
  const first = await freePorts();
  await startAndWait(t, one, first);
  const second = await freePorts();
  const running = await startAndWait(t, other, second);
  for (const port of [first, first + 1, first + 2, second, second + 1, second + 2]) {
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), 'here');
  }
  running.process.kill('SIGINT');
  await endingOf(running);
  const again = await startAndWait(t, other, second);
  assert.match(again.output(), /step 2 of 5: .*nothing changed[^]*step 3 of 5: .*nothing changed/);
});

for (const offset of [0, 1, 2]) {
  test(
    `a taken port (the demo's number ${offset + 1}) is named, with its holder and a way out`,
    { timeout },
    async t => {
      const checkout = makeStartable(t);
      const first = await freePorts();
      const holder = createServer();
      await new Promise<void>(resolve => holder.listen(first + offset, '127.0.0.1', resolve));
      t.after(() => holder.close());
      const { code, output } = await dev(checkout, ['start', '--port', String(first)]);
      assert.equal(code, 15, output);
      assert.match(output, new RegExp(`Port ${first + offset} is taken by process ${process.pid} \\(.*node`));
      assert.match(output, /choose another port: \.\/dev start --port \d+/);
    },
  );
}

test('a server that ends before it answers is told from one that is slow', { timeout }, async t => {
  const checkout = makeStartable(t);
  checkout.write('packages/backend/src/index.ts', `console.error('no such configuration'); process.exit(3);`);
  const { code, output } = await dev(checkout, ['start', '--port', String(await freePorts())], {
    CHECKOUT: checkout.folder,
  });
  assert.equal(code, 1, output);
  assert.match(output, /The portal ended with 3\.[^]*no such configuration/);
  assert.deepEqual(pidsOf(checkout).filter(isAlive), []);
});

test('a server that ends later ends the whole demo, with its last words', { timeout }, async t => {
  const checkout = makeStartable(t);
  const running = await startAndWait(t, checkout, await freePorts());
  const [sandbox] = pidsOf(checkout);
  process.kill(sandbox, 'SIGKILL');
  const { code, output } = await endingOf(running);
  assert.equal(code, 1, output);
  assert.match(output, /ended with SIGKILL/);
  assert.deepEqual(pidsOf(checkout).filter(isAlive), []);
});
