import { statSync } from 'node:fs';
import { join } from 'node:path';
import { writeTimeline } from '../../packages/sandbox/src/timeline/index.ts';
import { whilePlaying } from '../lock.ts';
import { RECORDINGS } from '../paths.ts';
import { recordedScenario } from '../scenarios/index.ts';
import { NAMES, play } from './play.ts';

/** The first recording of a case is a fixture; the second is a test that nothing was made to fit the first. */
const FILES = { first: 'timeline.jsonl', second: 'second-timeline.jsonl' };

/** Records the named cases, one after the other, into `recordings/`. */
export async function record(names: string[], which: keyof typeof FILES): Promise<void> {
  const scenarios = names.map(recordedScenario);
  for (const scenario of scenarios) {
    process.stdout.write(`${scenario.name}: ${scenario.title}\n`);
    const { error, timeline } = await whilePlaying(NAMES.instance, {}, () =>
      play(scenario, {
        names: NAMES,
        say: text => process.stdout.write(`    ${text}\n`),
        wants: trouble => !trouble,
        publish: true,
      }),
    );
    if (error || !timeline) throw error;
    const path = join(RECORDINGS, scenario.name, FILES[which]);
    writeTimeline(path, timeline);
    const seconds = Math.round(timeline.header.durationMs / 1000);
    const size = Math.round(statSync(path).size / 1024);
    process.stdout.write(`    recorded ${timeline.events.length} events over ${seconds} s, ${size} KiB\n`);
  }
}
