import { statSync } from 'node:fs';
import { join } from 'node:path';
import { writeTimeline } from '../../packages/sandbox/src/timeline/index.ts';
import type { RecordedNames, Timeline } from '../../packages/sandbox/src/timeline/index.ts';
import { ARGOCD_NAMESPACE } from '../argocd.ts';
import { LabError } from '../errors.ts';
import { RECORDINGS } from '../paths.ts';
import { ARGOCD, KUBERNETES } from '../pins.ts';
import { chartVersion } from '../scenarios/gitops.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { RECORDED_REPOSITORY_URL, REPOSITORY_URL } from '../scenarios/instance.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { Stage } from '../scenarios/stage.ts';
import { Recorder } from './recorder.ts';

/** The names in every recording; a replay puts its own in their place. */
const NAMES: RecordedNames = {
  instance: 'sample',
  namespace: 'sample-ns',
  application: 'sample',
  applicationNamespace: ARGOCD_NAMESPACE,
};

export function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS.find(candidate => candidate.name === name);
  if (scenario) return scenario;
  throw new LabError(
    `there is no case "${name}"`,
    `The cases are: ${SCENARIOS.map(candidate => candidate.name).join(', ')}.`,
  );
}

/** Makes a case happen, judges it, and gives back its recording. */
export async function play(scenario: Scenario): Promise<Timeline> {
  const recorder = new Recorder(NAMES);
  const stage = new Stage(NAMES.instance, NAMES.namespace, text => recorder.mark(text));
  await stage.clear();
  try {
    await scenario.given(stage);
    recorder.start();
    await scenario.when(stage);
    await scenario.then(stage);
    return await recorder.stop({
      name: scenario.name,
      title: scenario.title,
      recordedWith: {
        kubernetes: KUBERNETES,
        argocd: ARGOCD,
        spicedb: scenario.spicedb,
        chart: chartVersion(),
      },
      names: NAMES,
      replace: { [REPOSITORY_URL]: RECORDED_REPOSITORY_URL },
      forbidden: stage.secrets,
    });
  } finally {
    recorder.abandon();
    await stage.clear();
  }
}

/** Records the named cases, one after the other, into `recordings/`. */
export async function record(names: string[]): Promise<void> {
  const scenarios = names.map(scenarioNamed);
  for (const scenario of scenarios) {
    process.stdout.write(`${scenario.name}: ${scenario.title}\n`);
    const timeline = await play(scenario);
    const path = join(RECORDINGS, scenario.name, 'timeline.jsonl');
    writeTimeline(path, timeline);
    const seconds = Math.round(timeline.header.durationMs / 1000);
    const size = Math.round(statSync(path).size / 1024);
    process.stdout.write(`    recorded ${timeline.events.length} events over ${seconds} s, ${size} KiB\n`);
  }
}
