/** What a case expected and did not see. Any other error means that the case itself went wrong. */
export class ExpectationFailed extends Error {
  override name = 'ExpectationFailed';
}

const MOST_CHARACTERS = 2_000;

/** Fails the case when a fact does not hold, in words that tell what was expected. */
export function expect(holds: boolean, what: string, seen: unknown): asserts holds {
  if (holds) return;
  const text = JSON.stringify(seen) ?? 'nothing';
  throw new ExpectationFailed(`expected ${what}; seen: ${text.slice(0, MOST_CHARACTERS)}`);
}
