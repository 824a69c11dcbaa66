import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { test, type TestContext } from 'node:test';
import { packageManager, pinnedYarn } from '../lib/yarn.ts';
import { dev, endingOf, makeCheckout, startDev, startModule, until, type Checkout } from './checkout.ts';

const timeout = 60_000;

/** A registry with one small package, which can be told to stop in the middle of it. */
async function startRegistry(t: TestContext, checkout: Checkout) {
  const source = join(checkout.folder, 'source');
  mkdirSync(source);
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'sample', version: '1.0.0' }));
  writeFileSync(join(source, 'data'), Buffer.alloc(50_000, 1));
  const packed = spawnSync('npm', ['pack', '--pack-destination', checkout.folder], {
    cwd: source,
    encoding: 'utf8',
  });
  assert.equal(packed.status, 0, packed.stderr);
  const tarball = readFileSync(join(checkout.folder, 'sample-1.0.0.tgz'));
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;

  const state = { stopHalfway: false, stopped: false };
  const server = createServer((request, response: ServerResponse) => {
    const { port } = server.address() as AddressInfo;
    if (request.url === '/sample') {
      const version = {
        name: 'sample',
        version: '1.0.0',
        dist: { tarball: `http://127.0.0.1:${port}/sample.tgz`, integrity },
      };
      response.end(
        JSON.stringify({ name: 'sample', versions: { '1.0.0': version }, 'dist-tags': { latest: '1.0.0' } }),
      );
    } else if (request.url !== '/sample.tgz') {
      response.writeHead(404).end('{}');
    } else if (state.stopHalfway) {
      response
        .writeHead(200, { 'content-length': tarball.length })
        .write(tarball.subarray(0, tarball.length / 2));
      state.stopped = true;
    } else {
      response.end(tarball);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { state, integrity, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const installSample = (integrity: string, name = 'sample') => `
  import { installNpmPackage } from './tools/dev/bootstrap/npm-package.mjs';
  import { report } from './tools/dev/bootstrap/problem.mjs';
  try {
    await installNpmPackage({ name: '${name}', version: '1.0.0', integrity: '${integrity}' }, '.tools/sample-1.0.0');
  } catch (error) {
    process.exitCode = report(error);
  }`;

test(
  'a download that is killed half-way leaves nothing that looks whole, and the next one heals it',
  { timeout },
  async t => {
    const checkout = makeCheckout(t);
    const registry = await startRegistry(t, checkout);
    const environment = { npm_config_registry: registry.address };
    const tools = join(checkout.folder, '.tools');

    registry.state.stopHalfway = true;
    const killed = startModule(checkout, installSample(registry.integrity), environment);
    await until(() => registry.state.stopped, t.signal);
    killed.process.kill('SIGKILL');
    await endingOf(killed);
    assert.equal(readdirSync(tools).length, 1);
    assert.match(readdirSync(tools)[0], /\.partial-/);

    registry.state.stopHalfway = false;
    const { code, output } = await endingOf(
      startModule(checkout, installSample(registry.integrity), environment),
    );
    assert.equal(code, 0, output);
    assert.deepEqual(readdirSync(tools), ['sample-1.0.0']);
    assert.ok(existsSync(join(tools, 'sample-1.0.0', 'node_modules', 'sample', 'data')));
  },
);

test('a package that is not what was pinned is refused', { timeout }, async t => {
  const checkout = makeCheckout(t);
  const registry = await startRegistry(t, checkout);
  const other = `sha512-${createHash('sha512').update('something else').digest('base64')}`;
  const running = startModule(checkout, installSample(other), { npm_config_registry: registry.address });
  const { code, output } = await endingOf(running);
  assert.equal(code, 13, output);
  assert.match(output, /something else than what is pinned/);
  assert.deepEqual(readdirSync(join(checkout.folder, '.tools')), []);
});

test('a registry without the package', { timeout }, async t => {
  const checkout = makeCheckout(t);
  const registry = await startRegistry(t, checkout);
  const script = installSample(registry.integrity, 'absent');
  const { code, output } = await endingOf(
    startModule(checkout, script, { npm_config_registry: registry.address }),
  );
  assert.equal(code, 13, output);
  assert.match(output, /does not carry a pinned package/);
});

test('no network', { timeout }, async t => {
  const checkout = makeCheckout(t);
  const { code, output } = await dev(checkout, ['start'], { npm_config_registry: 'http://127.0.0.1:1' });
  assert.equal(code, 13, output);
  assert.match(output, /the package registry cannot be reached/);
  assert.match(output, /npm config get registry/);
});

test('what npm says about the disk and the rights comes out in plain words', { timeout }, async t => {
  const sayings: Array<[string, number, RegExp]> = [
    [
      'npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write',
      14,
      /the disk is full[^]*Free about 5 GB/,
    ],
    ['npm error code EACCES\nnpm error syscall mkdir', 17, /may not be written[^]*Make the folder yours/],
    ['npm error something new', 1, /did not work[^]*something new/],
  ];
  for (const [saying, exitCode, words] of sayings) {
    const checkout = makeCheckout(t, ['git', 'node']);
    checkout.program('npm', `console.error(${JSON.stringify(saying)}); process.exit(1)`);
    const { code, output } = await dev(checkout, ['start']);
    assert.equal(code, exitCode, output);
    assert.match(output, words);
    assert.deepEqual(readdirSync(join(checkout.folder, '.tools')), []);
  }
});

test(
  'a Yarn install that is killed half-way is noticed, and done again from the start',
  { timeout },
  async t => {
    const checkout = makeCheckout(t);
    const state = join(checkout.folder, 'node_modules', '.yarn-state.yml');
    const stamp = join(checkout.folder, 'node_modules', '.dev-install');
    checkout.yarn(`
      const { mkdirSync, writeFileSync } = require('node:fs');
      mkdirSync('node_modules', { recursive: true });
      writeFileSync(${JSON.stringify(state)}, 'half');
      setInterval(() => {}, 1000);`);
    const killed = startDev(checkout, ['test', 'setup']);
    await until(() => existsSync(state), t.signal);
    killed.process.kill('SIGTERM');
    assert.equal((await endingOf(killed)).code, 130);
    assert.ok(!existsSync(stamp));

    // Yarn would believe the note that it left: it must not find it. What it does not know it removes.
    checkout.yarn(`
      const { existsSync, readdirSync, rmSync } = require('node:fs');
      if (existsSync(${JSON.stringify(state)})) process.exit(1);
      for (const name of readdirSync('node_modules')) rmSync('node_modules/' + name, { recursive: true });`);
    const healed = await dev(checkout, ['test', 'setup']);
    assert.equal(healed.code, 0, healed.output);
    assert.match(healed.output, /dependencies as in yarn.lock \.\.\. installed/);

    const again = await dev(checkout, ['test', 'setup']);
    assert.match(again.output, /dependencies as in yarn.lock \.\.\. nothing changed/);
    assert.equal(again.output.trimEnd().split('\n').at(-1), '2 passed, 0 failed, 0 skipped');
  },
);

test(
  'two at once do not get into each other: the second waits, then finds the work done',
  { timeout },
  async t => {
    const checkout = makeCheckout(t);
    const go = join(checkout.folder, 'go');
    checkout.yarn(`
    const { appendFileSync, existsSync } = require('node:fs');
    appendFileSync(${JSON.stringify(`${go}.count`)}, 'x');
    setInterval(() => existsSync(${JSON.stringify(go)}) && process.exit(0), 25);`);
    const first = startDev(checkout, ['test', 'setup']);
    await until(() => existsSync(`${go}.count`), t.signal);
    const second = startDev(checkout, ['test', 'setup']);
    await until(() => second.output().includes('dependencies as in yarn.lock'), t.signal);
    checkout.write('go', '');
    const endings = await Promise.all([endingOf(first), endingOf(second)]);
    assert.deepEqual(
      endings.map(({ code }) => code),
      [0, 0],
    );
    assert.match(endings[1].output, /nothing changed/);
    assert.equal(readFileSync(`${go}.count`, 'utf8'), 'x');
  },
);

test('what Yarn says when it fails comes out in plain words', { timeout }, async t => {
  const checkout = makeCheckout(t);
  checkout.yarn(`console.log('➤ YN0001: RequestError: connect ECONNREFUSED'); process.exit(1)`);
  const { code, output } = await dev(checkout, ['start']);
  assert.equal(code, 13, output);
  assert.match(output, /Installing the dependencies: the package registry cannot be reached/);
});

test('the Yarn that is fetched is the one that package.json asks for', () => {
  assert.equal(packageManager(), pinnedYarn);
});
