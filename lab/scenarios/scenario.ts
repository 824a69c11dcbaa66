import type { Stage } from './stage.ts';

/**
 * One case, in the order in which a person tells it. What is given is there before the recording
 * begins; `when` and `then` are recorded, and `then` throws unless the cluster shows what it names.
 */
export interface Scenario {
  name: string;
  title: string;
  /** The version of SpiceDB that the case is about, for the head of its recording. */
  spicedb: string;
  given: (stage: Stage) => Promise<void>;
  when: (stage: Stage) => Promise<void>;
  then: (stage: Stage) => Promise<void>;
}

/** Fails the case when a fact does not hold, in words that tell what was expected. */
export function expect(holds: boolean, what: string, seen: unknown): asserts holds {
  if (!holds) throw new Error(`expected ${what}; seen: ${JSON.stringify(seen)}`);
}
