import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expect, ExpectationFailed } from '../stage/expectation.ts';
import { troubleOfProof } from './verdict.ts';

const BREAK = { what: 'pods do not pause', because: 'no failed check' };

const failure = (what: string) => {
  try {
    expect(false, what, { failed: 3 });
  } catch (error) {
    return error as Error;
  }
  throw new Error('an expectation that does not hold must throw');
};

describe('the proof that a case can go red', () => {
  it('holds when the expectation it names has failed', () => {
    assert.equal(troubleOfProof(BREAK, failure('no failed check and no lost write')), undefined);
  });

  it('does not hold when the case stays green', () => {
    assert.match(troubleOfProof(BREAK, undefined) ?? '', /stayed green although pods do not pause/);
  });

  it('does not hold when another expectation has failed', () => {
    assert.match(
      troubleOfProof(BREAK, failure('two pods')) ?? '',
      /not because of "no failed check".*expected two pods; seen: \{"failed":3\}/,
    );
  });

  it('does not hold when the case breaks down, whatever it says', () => {
    assert.match(
      troubleOfProof(BREAK, new Error('no failed check: ECONNREFUSED')) ?? '',
      /before it could judge/,
    );
    assert.equal(troubleOfProof(BREAK, new ExpectationFailed('no failed check')), undefined);
  });
});
