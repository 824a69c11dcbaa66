import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Timeline } from './types.ts';

/** The text of a recording: the header, then one event a line, in the order of time. */
export function formatTimeline({ header, events }: Timeline): string {
  const sorted = [...events].sort((a, b) => a.t - b.t);
  return `${[header, ...sorted].map(entry => JSON.stringify(entry)).join('\n')}\n`;
}

/** Writes beside the target and renames, so that a reader never meets half a recording. */
export function writeTimeline(path: string, timeline: Timeline): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, formatTimeline(timeline));
  renameSync(unfinished, path);
}
