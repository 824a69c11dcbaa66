import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  application,
  COMMIT_A,
  firstInstall,
  passwordRefused,
  timeline,
  upgrade,
} from '../testing/timelines.ts';
import { waitsOf } from './cases.ts';

const marksOf = (...args: Parameters<typeof waitsOf>) => waitsOf(...args).map(({ mark }) => mark);

describe('a replay waits', () => {
  it('not for what started the recording', () => {
    assert.deepEqual(marksOf(firstInstall()), []);
  });

  it('for the repair', () => {
    assert.deepEqual(marksOf(passwordRefused()), ['the password was corrected']);
  });

  it('for the change of something that was there', () => {
    assert.deepEqual(marksOf(upgrade()), ['the new version was pushed']);
  });

  it('neither for what goes wrong nor for what applications do', () => {
    const recording = timeline('ring-member-gone', 9000, [
      { t: 0, object: application(COMMIT_A, 0) },
      { t: 1000, mark: 'applications ask for permissions' },
      { t: 2000, mark: 'froze sample-1' },
      { t: 3000, mark: 'let sample-1 go on' },
      { t: 4000, mark: 'applications ask for more permissions' },
    ]);
    assert.deepEqual(marksOf(recording), ['let sample-1 go on']);
  });
});
