/** Recordings of cases that go from state to state: large, so that they are kept packed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatTimeline } from '../../packages/sandbox/src/timeline/index.ts';
import type { Timeline } from '../../packages/sandbox/src/timeline/index.ts';
import { RECORDINGS } from '../paths.ts';

/** The first is a fixture; the second is a test that nothing was made to fit the first. */
export type Run = 'first' | 'second';

export function writeWalk(name: string, run: Run, timeline: Timeline): number {
  const folder = join(RECORDINGS, 'walks');
  mkdirSync(folder, { recursive: true });
  const packed = gzipSync(formatTimeline(timeline), { level: 9 });
  writeFileSync(join(folder, `${name}.${run}.jsonl.gz`), packed);
  return packed.length;
}
