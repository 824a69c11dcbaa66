import type { Values } from './instance.ts';
import type { Stage } from './stage.ts';

/**
 * One case, in the order in which a person tells it. What is given is there before the recording
 * begins; `when` and `then` are recorded, and `then` throws unless the cluster shows what it names.
 */
export interface Scenario {
  /** A DNS label; its instance, database, Git repository and Application have it for a name too. */
  name: string;
  /** The promise that is judged, or the state that the page must show. */
  title: string;
  /** The version of SpiceDB that the case is about, for the head of its recording. */
  spicedb: string;
  /** It disturbs others (the node, the API server, PostgreSQL, ...), so nothing is played beside it. */
  alone?: boolean;
  /** How many nodes it is about, where one is not enough; nothing is played beside it then. */
  nodes?: 2 | 3;
  /** It looks through the portal; or it disturbs the portal, so that nothing that looks is played beside it. */
  portal?: 'looks' | 'disturbs';
  /** Go modules of the lab that `up` does not build, and that are built before it is played. */
  needs?: string[];
  /** It goes from state to state; its timeline can be kept for the fast tests, which judge each of them again. */
  walks?: boolean;
  given: (stage: Stage) => Promise<void>;
  when: (stage: Stage) => Promise<void>;
  then: (stage: Stage) => Promise<void>;
  break: Break;
}

/**
 * How to break what a case judges: played with it, the case must go red, and for the reason that is
 * named here. A case that stays green all the same would not notice if the promise were broken.
 */
export interface Break {
  /** What is broken, in a few words: "pods do not pause before they stop". */
  what: string;
  /** Words of the expectation that must fail. */
  because: string;
  /** How many seconds the expectation that is to fail is waited for. It must be ample where nothing is broken. */
  patience?: number;
  /** The break disturbs others, though the case does not. */
  alone?: boolean;
  /** Changes to the case's own copy of the chart. */
  chart?: ChartPatch[];
  /** Laid over all values that the case gives to the chart. */
  values?: (values: Values) => Values;
  beforeGiven?: (stage: Stage) => Promise<void>;
  beforeWhen?: (stage: Stage) => Promise<void>;
  beforeThen?: (stage: Stage) => Promise<void>;
}

/** Replaces a text in a file of the chart; one that finds nothing breaks nothing, and is refused. */
export interface ChartPatch {
  file: string;
  find: string | RegExp;
  put: string;
}
