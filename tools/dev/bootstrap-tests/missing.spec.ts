import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dev, makeCheckout } from './checkout.ts';

const timeout = 30_000;

test('help needs nothing at all', { timeout }, async t => {
  const { code, output } = await dev(makeCheckout(t, []), ['help']);
  assert.equal(code, 0);
  assert.match(output, /\.\/dev start/);
  assert.ok(output.split('\n').length <= 40, 'help is one screen');
});

test('no Node', { timeout }, async t => {
  const { code, output } = await dev(makeCheckout(t, ['git', 'npm']), ['start']);
  assert.equal(code, 12, output);
  assert.match(output, /Node was not found on the PATH/);
  assert.match(output, /Install any Node from 18 on/);
});

test('Node too old', { timeout }, async t => {
  const checkout = makeCheckout(t, ['git', 'npm']);
  checkout.program('node', `console.log('16.20.2')`);
  const { code, output } = await dev(checkout, ['start']);
  assert.equal(code, 12, output);
  assert.match(output, /Node 16\.20\.2 \(.*\/bin\/node\) is too old/);
});

test('a Node that does not run', { timeout }, async t => {
  const checkout = makeCheckout(t, ['git', 'npm']);
  checkout.program('node', `process.exit(1)`);
  const { code, output } = await dev(checkout, ['start']);
  assert.equal(code, 12, output);
  assert.match(output, /bin\/node does not run/);
});

test('no git', { timeout }, async t => {
  const { code, output } = await dev(makeCheckout(t, ['npm', 'node']), ['start']);
  assert.equal(code, 10, output);
  assert.match(output, /git was not found on the PATH/);
  assert.match(output, /Install git/);
});

test('no npm', { timeout }, async t => {
  const { code, output } = await dev(makeCheckout(t, ['git', 'node']), ['start']);
  assert.equal(code, 11, output);
  assert.match(output, /npm was not found on the PATH/);
  assert.match(output, /Install npm/);
});

test('doctor names what is missing, and what it is for', { timeout }, async t => {
  const checkout = makeCheckout(t, ['npm', 'node']);
  const { code, output } = await dev(checkout, ['doctor'], { npm_config_registry: 'http://127.0.0.1:1' });
  assert.equal(code, 1, output);
  assert.match(output, /MISSING {2}git .*\n.*will not work: +\.\/dev start\n.*to get it: +Install git/);
  assert.match(output, /MISSING {2}package registry/);
  assert.match(output, /ok {7}npm/);
});

test('no Go, and no Python to fetch it with: the other parts still have their say', { timeout }, async t => {
  const checkout = makeCheckout(t);
  checkout.yarn('');
  checkout.write('tools/go.mod', 'module none\n');
  const { code, output } = await dev(checkout, ['test', 'chart']);
  assert.equal(code, 1, output);
  assert.match(output, /There is no Go on the PATH, and no python3 with pip/);
  assert.match(output, /Install Go 1\.26 or newer/);
  assert.equal(output.trimEnd().split('\n').at(-1), '2 passed, 1 failed, 0 skipped');
});

test('a Go that is too old, and no Python', { timeout }, async t => {
  const checkout = makeCheckout(t);
  checkout.yarn('');
  checkout.program('go', `console.log('go1.19.8')`);
  const { output } = await dev(checkout, ['test', 'chart']);
  assert.match(output, /Go 1\.19\.8 is too old, and no python3 with pip/);
});

test('wrong words are answered with the right ones', { timeout }, async t => {
  const checkout = makeCheckout(t);
  const wrong: Array<[string[], RegExp]> = [
    [['strat'], /no command "strat"/],
    [['start', '--prot', '3100'], /Unknown option '--prot'/],
    [['start', '--port', '80'], /--port 80 .*\n.*from 1024 to 65533/],
    [['start', '--kubeconfig', 'nowhere'], /--kubeconfig: there is no file .*nowhere/],
    [['test', 'units'], /no part "units"[^]*The parts: setup, types/],
  ];
  for (const [args, words] of wrong) {
    const { code, output } = await dev(checkout, args);
    assert.equal(code, 2, `${args.join(' ')}: ${output}`);
    assert.match(output, words);
  }
});
