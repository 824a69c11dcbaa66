/**
 * A recording also holds what people did (a commit, a corrected password). A replay must not do that
 * for its user: it waits before such a moment, and goes on when the user acts.
 */
export interface Schedule {
  /** Real time at which the replay began, and the moment of the recording it began with. */
  startedAt: number;
  from: number;
  /** Seconds of the recording that pass in one second. */
  speed: number;
  durationMs: number;
  /** Moments of the recording, after `from`, before which the replay waits for its user. */
  waits: number[];
  /** Real times at which the user acted, one for each wait that is over. */
  releases: number[];
}

export interface Position {
  /** The moment of the recording that is shown. */
  t: number;
  /** Index of the wait that holds the replay; absent while it runs and when it has ended. */
  waitsFor?: number;
  /** How much of the recording's time has passed since the replay came to a stand. */
  heldMs: number;
  ended: boolean;
}

interface Leg {
  from: number;
  to: number;
  startsAt: number;
}

// Legs are what is played without a stop; the real time of each follows from the one before.
function legsOf(schedule: Schedule): Leg[] {
  const { waits, releases, durationMs, speed } = schedule;
  const legs: Leg[] = [];
  let { from, startedAt } = schedule;
  for (let index = 0; index <= waits.length; index++) {
    const to = waits[index] ?? durationMs;
    legs.push({ from, to, startsAt: startedAt });
    const release = releases[index];
    if (index === waits.length || release === undefined) break;
    startedAt = Math.max(release, startedAt + (to - from) / speed);
    from = to;
  }
  return legs;
}

export function positionAt(schedule: Schedule, now: number): Position {
  const legs = legsOf(schedule);
  for (const [index, leg] of legs.entries()) {
    const next = legs[index + 1];
    const played = (now - leg.startsAt) * schedule.speed;
    const length = leg.to - leg.from;
    if (played < length) return { t: Math.floor(leg.from + Math.max(0, played)), heldMs: 0, ended: false };
    if (next && now >= next.startsAt) continue;
    const ended = leg.to === schedule.durationMs && index === schedule.waits.length;
    // What happened at the very moment of a wait is already the answer to the user's act.
    if (ended) return { t: leg.to, heldMs: played - length, ended };
    return { t: leg.to - 1, waitsFor: index, heldMs: played - length, ended };
  }
  throw new Error('A schedule has at least one leg, and its last one never ends');
}

/** The real time that a moment of the recording has in this replay. */
export function realTimeOf(schedule: Schedule, t: number): number {
  const legs = legsOf(schedule);
  let leg = legs[0];
  for (const candidate of legs) if (candidate.from <= t) leg = candidate;
  if (!leg) throw new Error('A schedule has at least one leg');
  return leg.startsAt + (t - leg.from) / schedule.speed;
}
