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

/** What the instance's clients do is told as well; nobody has to act for it. */
const isTraffic = (mark: string) => mark.startsWith('applications ');

/**
 * The last thing that a person did in a recording is the change it is about, or the repair of what
 * went wrong. A replay does not do that for its user but waits before it. What came earlier belongs
 * to the case; what came before anything of the instance was there is what started it.
 */
export function waitsOf(timeline: Timeline): Array<{ t: number; mark: string }> {
  const { events } = timeline;
  const firstSight = events.find(event => 'object' in event && event.object.kind === 'Application');
  const last = events.findLast(event => 'mark' in event && !isTraffic(event.mark));
  if (!firstSight || !last || !('mark' in last) || last.t <= firstSight.t) return [];
  return [{ t: last.t, mark: last.mark }];
}

/** When something last changed in the recording by somebody's doing, up to a moment. */
export function lastMarkBefore(timeline: Timeline, t: number): number {
  return timeline.events.findLast(event => 'mark' in event && event.t <= t)?.t ?? 0;
}
