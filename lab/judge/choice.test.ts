import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GROUPS, SCENARIOS } from '../scenarios/index.ts';
import { choose, SMOKE } from './choice.ts';

const names = (...args: string[]) => choose(args, GROUPS).scenarios.map(({ name }) => name);

describe('the choice of cases', () => {
  it('is everything when nothing is named', () => {
    assert.equal(choose([], GROUPS).whole, true);
    assert.deepEqual(
      names(),
      SCENARIOS.map(({ name }) => name),
    );
  });

  it('takes names and groups, each case once', () => {
    assert.deepEqual(names('ring-healthy', 'first-install', 'ring-healthy'), [
      'ring-healthy',
      'first-install',
    ]);
    assert.deepEqual(names('recorded', 'first-install').length, GROUPS.recorded?.length);
    assert.equal(choose(['first-install'], GROUPS).whole, false);
  });

  it('has at most four cases for every change, all of which there are', () => {
    assert.deepEqual(names('--smoke'), SMOKE);
    assert.ok(SMOKE.length <= 4);
  });

  it('refuses what it does not know', () => {
    assert.throws(() => choose(['no-such'], GROUPS), /there is no case "no-such"/);
    assert.throws(() => choose(['--fast'], GROUPS), /knows no option "--fast"/);
    assert.throws(() => choose(['--jobs', 'many'], GROUPS), /whole number above 0, not "many"/);
    assert.throws(() => choose(['--jobs'], GROUPS), /whole number above 0/);
    assert.equal(choose(['--jobs', '3'], GROUPS).jobs, 3);
  });
});

describe('every case', () => {
  for (const { name } of SCENARIOS) {
    // The name is a namespace, a host name and a database, and the chart puts up to 12 characters behind it.
    it(`${name} has a name that fits everything called after it`, () => {
      assert.match(name, /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/);
    });
  }

  it('has a name and a title of its own', () => {
    for (const key of ['name', 'title'] as const) {
      assert.equal(new Set(SCENARIOS.map(scenario => scenario[key])).size, SCENARIOS.length);
    }
  });

  it('names the expectation that its break turns red', () => {
    for (const scenario of SCENARIOS) {
      assert.ok(scenario.break.because.length > 3, scenario.name);
      assert.ok(scenario.break.what.length > 3, scenario.name);
    }
  });
});
