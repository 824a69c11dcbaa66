import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxError } from '../options.ts';
import { readTimeline } from '../timeline/index.ts';
import type { Timeline } from '../timeline/index.ts';

export const FIRST_CASE = 'first-install';
export const CHANGE_CASE = 'upgrade-with-migration';

/** The recorded cases by name; a recording is read when it is first played. */
export interface Cases {
  names: string[];
  has(name: string): boolean;
  timeline(name: string): Timeline;
}

export function casesIn(folder: string): Cases {
  const fileOf = (name: string) => join(folder, name, 'timeline.jsonl');
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter(name => existsSync(fileOf(name)))
        .sort()
    : [];
  if (!names.includes(FIRST_CASE)) {
    throw new SandboxError(
      `The recording ${FIRST_CASE}/timeline.jsonl is missing in ${folder}; it is what a new instance replays.`,
    );
  }
  const read = new Map<string, Timeline>();
  return {
    names,
    has: name => names.includes(name),
    timeline(name) {
      const known = read.get(name) ?? readTimeline(fileOf(name));
      read.set(name, known);
      return known;
    },
  };
}

/**
 * Where people acted in a recording. What they did before anything of the instance was there is what
 * started the recording; before each later act a replay waits.
 */
export function waitsOf(timeline: Timeline): Array<{ t: number; mark: string }> {
  const { events } = timeline;
  const firstSight = events.find(event => 'object' in event && event.object.kind === 'Application');
  return events.flatMap(event =>
    'mark' in event && firstSight && event.t > firstSight.t ? [{ t: event.t, mark: event.mark }] : [],
  );
}
