import { getServers } from 'node:dns';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { RecordedNames, Timeline } from '../../packages/sandbox/src/timeline/index.ts';
import { ARGOCD_NAMESPACE } from '../argocd.ts';
import { NODE_NAME } from '../enclosure.ts';
import { REPOSITORY, STATE } from '../paths.ts';
import { ARGOCD, KUBERNETES } from '../pins.ts';
import { RECORDED_REPOSITORY_URL } from '../stage/instance.ts';
import { chartVersion } from '../stage/repository.ts';
import type { Break, Scenario } from '../stage/scenario.ts';
import { Stage } from '../stage/stage.ts';
import { Recorder, SELDOM_MS } from './recorder.ts';

/** The names in every recording; a replay puts its own in their place. */
export const NAMES: RecordedNames = {
  instance: 'sample',
  namespace: 'sample-ns',
  application: 'sample',
  applicationNamespace: ARGOCD_NAMESPACE,
};

export const recordedWith = (spicedb: string) => ({
  kubernetes: KUBERNETES,
  argocd: ARGOCD,
  spicedb,
  chart: chartVersion(),
});

export interface PlayOptions {
  names: RecordedNames;
  /** Where lines for the person at the terminal go. */
  say: (text: string) => void;
  broken?: Break;
  /** Whether what was seen is wanted, when the case is over and this came of it. */
  wants: (error: Error | undefined) => boolean;
  /** The timeline will be published: nothing of the machine or of the case's credentials may be in it. */
  publish?: boolean;
}

export interface Played {
  error?: Error;
  timeline?: Timeline;
  /** Files that the case itself kept, by name. */
  kept: ReadonlyMap<string, string | Uint8Array>;
}

/** Makes a case happen, and gives back what came of it and, if that is wanted, what was seen. */
export async function play(scenario: Scenario, options: PlayOptions): Promise<Played> {
  const { names, say, broken, wants, publish = false } = options;
  const recorder = new Recorder(names, publish ? undefined : SELDOM_MS);
  const stage = new Stage({
    name: names.instance,
    namespace: names.namespace,
    mark: text => recorder.mark(text),
    say,
    broken,
    unhurried: publish,
  });
  await stage.clear();
  try {
    const error = await enact(scenario, stage, recorder, broken);
    if (!wants(error)) return { error, kept: stage.kept };
    if (error) {
      // A case that failed before its recording began is recorded for a moment: its objects tell why.
      recorder.start();
      await pause(1_000);
    }
    const timeline = await recorder.stop({
      name: scenario.name,
      title: scenario.title,
      recordedWith: recordedWith(scenario.spicedb),
      ...(publish && !error ? forPublication(stage) : { names, ...forThisMachine(stage) }),
    });
    return { error, timeline, kept: stage.kept };
  } finally {
    recorder.abandon();
    await stage.clear();
  }
}

async function enact(
  scenario: Scenario,
  stage: Stage,
  recorder: Recorder,
  broken: Break | undefined,
): Promise<Error | undefined> {
  try {
    await broken?.beforeGiven?.(stage);
    await scenario.given(stage);
    await broken?.beforeWhen?.(stage);
    recorder.start();
    // So that a recording begins with what was given, and not with the first thing done to it.
    await stage.lingers(3);
    await scenario.when(stage);
    await broken?.beforeThen?.(stage);
    await scenario.then(stage);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const forPublication = (stage: Stage) => ({
  names: NAMES,
  replace: {
    [stage.repository.url]: RECORDED_REPOSITORY_URL,
    // A runtime that cannot start a container names its own folders.
    [STATE]: '/var/lib/node',
    [stage.namespace]: NAMES.namespace,
    [stage.name]: NAMES.instance,
  },
  forbidden: {
    ...ofThisMachine(),
    ...Object.fromEntries(stage.secrets.map((secret, index) => [`credential ${index + 1}`, secret])),
  },
});

const forThisMachine = ({ secrets }: Stage) => ({
  replace: Object.fromEntries(secrets.map((secret, index) => [secret, `(credential ${index + 1})`])),
  forbidden: {},
});

/** What would tell on which machine a recording was made. */
export function ofThisMachine(): Record<string, string> {
  const name = hostname();
  return {
    'the path of the repository': REPOSITORY,
    'the folder of the lab': STATE,
    ...(name === NODE_NAME ? {} : { 'the name of the machine': name }),
    ...Object.fromEntries(getServers().map(server => [`the name server ${server}`, server])),
  };
}
