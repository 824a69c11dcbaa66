/** A walk: one instance goes from state to state, and at each the page must show what is so. */
import { expect } from '../stage/expectation.ts';
import type { Scenario } from '../stage/scenario.ts';
import type { Stage } from '../stage/stage.ts';
import { pageOf } from './instance-page.ts';
import type { StageName } from './instance-page.ts';

/** One state of the cluster, and what the page must show of it. */
export interface State {
  /** The findings that it proves; the first is the one that the page must name as the cause. */
  codes: string[];
  at: StageName;
  /** The word beside the name of the stage. */
  state?: string;
  /** Words of the cause, as a person reads them. */
  says?: RegExp;
  /** What is so in the cluster, as one would tell it. */
  title: string;
  /** It is so from the beginning, or since the state before. */
  already?: boolean;
  makes: (stage: Stage) => Promise<unknown>;
  /** Takes back what the next state must not find; without it the next one simply replaces it. */
  takesBack?: (stage: Stage) => Promise<unknown>;
}

interface Walk {
  name: string;
  title: string;
  spicedb: string;
  portal?: 'disturbs';
  nodes?: Scenario['nodes'];
  given: (stage: Stage) => Promise<void>;
  states: State[];
  /** How it ends well; a walk that cannot end well leaves it out. */
  then?: (stage: Stage) => Promise<void>;
  /** The state that is not made in the proof; the first unless told. */
  unmade?: string;
}

export interface PageScenario extends Scenario {
  /** The findings that it shows, with what is so in the cluster. */
  proves: Array<{ code: string; title: string }>;
}

/** The states that a proof leaves out. */
const withheld = new WeakMap<Stage, string>();

/** Makes a scenario of a walk. It goes red when the page names a finding that is not so, or misses one. */
export function walk({ given, states, then, unmade, ...about }: Walk): PageScenario {
  const left = states.find(({ codes }) => !unmade || codes[0] === unmade);
  if (!left) throw new Error(`${about.name} has no state ${unmade}`);
  const [code = ''] = left.codes;
  return {
    portal: 'looks',
    ...about,
    // What a portal may not see, a recording sees all the same.
    walks: about.portal !== 'disturbs',
    given,
    async when(stage) {
      for (const state of states) await goesThrough(stage, state);
    },
    async then(stage) {
      await then?.(stage);
      pageOf(stage).staysWhole();
    },
    break: {
      what: `this is not so: ${left.title}`,
      because: `the page shows ${code}`,
      beforeWhen: async stage => void withheld.set(stage, code),
    },
    proves: states.flatMap(({ codes, title }) => codes.map(shown => ({ code: shown, title }))),
  };
}

async function goesThrough(stage: Stage, state: State): Promise<void> {
  const { codes, at, title, already, makes, takesBack } = state;
  const page = pageOf(stage);
  const [first = '', ...others] = codes;
  const before = await page.codesAt(at);
  expect(already || !before.includes(first), `the page not to show ${first} before it is so`, before);
  if (withheld.get(stage) !== first) {
    stage.did(`${codes.join(' ')}: ${title}`);
    await makes(stage);
  }
  await page.shows({ at, code: first, state: state.state, says: state.says });
  for (const code of others) await page.shows({ at: stageOf(code) ?? at, code });
  await takesBack?.(stage);
}

const STAGE_OF: Record<string, StageName> = {
  G: 'Git',
  A: 'Argo CD',
  M: 'Migration',
  P: 'Pods',
  D: 'Dispatch',
};

/** Codes begin with the letter of their stage; what could not be seen is said where it is missed. */
const stageOf = (code: string): StageName | undefined => STAGE_OF[code[0] ?? ''];
