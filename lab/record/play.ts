import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { getServers } from 'node:dns';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { formatTimeline, stateAt } from '../../packages/sandbox/src/timeline/index.ts';
import type { RecordedNames, Timeline } from '../../packages/sandbox/src/timeline/index.ts';
import { ARGOCD_NAMESPACE } from '../argocd.ts';
import { NODE_NAME } from '../enclosure.ts';
import { LabError, reasonOf } from '../errors.ts';
import { CACHE, REPOSITORY, STATE } from '../paths.ts';
import { ARGOCD, KUBERNETES } from '../pins.ts';
import { chartVersion } from '../scenarios/gitops.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { RECORDED_REPOSITORY_URL, REPOSITORY_URL } from '../scenarios/instance.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { Stage } from '../scenarios/stage.ts';
import { Recorder } from './recorder.ts';

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

export function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS.find(candidate => candidate.name === name);
  if (scenario) return scenario;
  throw new LabError(
    `there is no case "${name}"`,
    `The cases are: ${SCENARIOS.map(candidate => candidate.name).join(', ')}.`,
  );
}

/** What a red case leaves behind: what was seen of it until then. */
export const evidenceFolder = (scenario: Scenario) => join(CACHE, 'failed', scenario.name);

/**
 * Makes a case happen, judges it, and gives back its recording. A case that does not show what it
 * names throws, after what was seen of it has been written to its folder.
 */
export async function play(scenario: Scenario): Promise<Timeline> {
  const recorder = new Recorder(NAMES);
  const stage = new Stage(NAMES.instance, NAMES.namespace, text => recorder.mark(text));
  const stop = () =>
    recorder.stop({
      name: scenario.name,
      title: scenario.title,
      recordedWith: recordedWith(scenario.spicedb),
      names: NAMES,
      replace: { [REPOSITORY_URL]: RECORDED_REPOSITORY_URL },
      forbidden: { ...ofThisMachine(), ...credentialsOf(stage) },
    });
  rmSync(evidenceFolder(scenario), { recursive: true, force: true });
  await stage.clear();
  try {
    await scenario.given(stage);
    recorder.start();
    await scenario.when(stage);
    await scenario.then(stage);
    return await stop();
  } catch (error) {
    // A case that failed before its recording began is recorded for a moment: its objects tell why.
    recorder.start();
    await stage.lingers(1);
    keepEvidence(scenario, reasonOf(error), await stop());
    throw error;
  } finally {
    recorder.abandon();
    await stage.clear();
  }
}

const credentialsOf = ({ secrets }: Stage) =>
  Object.fromEntries(secrets.map((secret, index) => [`credential ${index + 1}`, secret]));

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

function keepEvidence(scenario: Scenario, reason: string, timeline: Timeline): void {
  const folder = evidenceFolder(scenario);
  mkdirSync(folder, { recursive: true });
  const { objects, logs } = stateAt(timeline, timeline.header.durationMs);
  const texts: Record<string, string> = {
    'reason.txt': `${reason}\n`,
    'timeline.jsonl': formatTimeline(timeline),
    'objects.json': `${JSON.stringify([...objects.values()], null, 2)}\n`,
    'logs.txt': logs.map(({ pod, container, run, line }) => `${pod}/${container}#${run} ${line}\n`).join(''),
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
}
