import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countsInWords,
  countsOfJest,
  countsOfNodeTest,
  countsOfPlaywright,
  heldAgainstExitCode,
  inWords,
  sum,
} from './counts.ts';

test('counts of several suites add up, and are said in one way', () => {
  const total = sum([
    { passed: 3, failed: 1, skipped: 0 },
    { passed: 4, failed: 0, skipped: 2 },
  ]);
  assert.equal(inWords(total), '7 passed, 1 failed, 2 skipped');
  assert.deepEqual(countsInWords(`talk\n${inWords(total)}\n`), total);
});

test('only a whole line counts, and the last one', () => {
  assert.equal(countsInWords('it says: 1 passed, 0 failed, 0 skipped'), undefined);
  const two = '1 passed, 0 failed, 0 skipped\n2 passed, 0 failed, 0 skipped\n';
  assert.equal(countsInWords(two)?.passed, 2);
});

test("Node's own runner: what was cancelled has failed, what is left to do was skipped", () => {
  const output = ['ℹ tests 9', 'ℹ pass 4', 'ℹ fail 1', 'ℹ cancelled 1', 'ℹ skipped 2', 'ℹ todo 1'].join('\n');
  assert.deepEqual(countsOfNodeTest(output), { passed: 4, failed: 2, skipped: 3 });
  assert.equal(countsOfNodeTest('Error: cannot find module'), undefined);
});

test('Jest: a file that cannot be loaded counts as a failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    numRuntimeErrorTestSuites: 2,
  };
  assert.deepEqual(countsOfJest(report), { passed: 5, failed: 3, skipped: 2 });
});

test('Playwright: a flaky test and an error outside of any test are failures', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
  assert.deepEqual(countsOfPlaywright(report), { passed: 5, failed: 3, skipped: 2 });
});

test('a runner that ends badly, or that ran nothing, never looks like success', () => {
  const well = { passed: 2, failed: 0, skipped: 0 };
  assert.deepEqual(heldAgainstExitCode(well, 0), well);
  assert.equal(heldAgainstExitCode(well, 1).failed, 1);
  assert.equal(heldAgainstExitCode(undefined, 0).failed, 1);
  assert.equal(heldAgainstExitCode({ passed: 0, failed: 0, skipped: 0 }, 0).failed, 1);
  assert.equal(heldAgainstExitCode({ passed: 1, failed: 3, skipped: 0 }, 1).failed, 3);
});
