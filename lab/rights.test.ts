import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { LAB } from './paths.ts';

const isRoot = process.getuid?.() === 0;

// Another user without groups; who is not root already is one.
function asNobody(...args: string[]) {
  const [command = '', ...rest] = [
    ...(isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []),
    process.execPath,
    join(LAB, 'main.ts'),
    ...args,
  ];
  return spawnSync(command, rest, { encoding: 'utf8' });
}

// A checkout below the home of root is closed to others, and so is the program that would read it.
const readable = asNobody('help').status === 0;
const onLinux = {
  skip:
    process.platform !== 'linux'
      ? 'the lab needs Linux'
      : !readable && 'this checkout is closed to other users',
};

for (const command of ['up', 'down', 'status', 'test']) {
  it(`${command} without root says so before it does anything`, onLinux, () => {
    const { status, stderr, stdout } = asNobody(command);
    assert.equal(status, 1);
    assert.match(stderr, /the lab cannot run here:\n {2}- root: this is user \d+/);
    assert.match(stderr, /Run "sudo \.\/dev lab up"/);
    assert.equal(stdout, '');
  });
}

it('help and the list of cases need no root', onLinux, () => {
  assert.match(asNobody('help').stdout, /\.\/dev lab up/);
  assert.match(asNobody('record', '--list').stdout, /first-install /);
});

it('an unknown command leads to help', onLinux, () => {
  const { status, stderr } = asNobody('upp');
  assert.equal(status, 1);
  assert.match(stderr, /no command "upp"[^]*lab help/);
});
