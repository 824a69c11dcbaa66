import { statSync } from 'node:fs';
import { join } from 'node:path';
import { writeTimeline } from '../../packages/sandbox/src/timeline/index.ts';
import { RECORDINGS } from '../paths.ts';
import { play, scenarioNamed } from './play.ts';

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
