import { CHANGE_CASE, FIRST_CASE, waitsOf } from './cases.ts';
import type { Cases } from './cases.ts';
import { positionAt } from './clock.ts';
import type { Schedule } from './clock.ts';
import type { Instance } from './instances.ts';

/** What is being replayed for one instance; kept between runs, so it is plain data. */
export interface Plan {
  case: string;
  /** The moment of the recording the replay began with. */
  from: number;
  startedAt: number;
  /** Seconds of the recording that pass in one second. */
  speed: number;
  /** The commit that was on main when the replay began, and the one before it. */
  commit: string;
  previousCommit?: string;
  /** What the user did since, each act ending one wait of the recording. */
  releases: Array<{ at: number; commit: string }>;
  fingerprint: string;
  deployed: string;
}

export interface Landed {
  instance: Instance;
  commit: string;
  now: number;
  /** For a replay that begins now; one that runs keeps its own. */
  speed: number;
  cases: Cases;
}

export function scheduleOf(plan: Plan, cases: Cases): Schedule {
  const timeline = cases.timeline(plan.case);
  return {
    startedAt: plan.startedAt,
    from: plan.from,
    speed: plan.speed,
    durationMs: timeline.header.durationMs,
    waits: waitsOf(timeline)
      .map(({ t }) => t)
      .filter(t => t > plan.from),
    releases: plan.releases.map(({ at }) => at),
  };
}

function begin(name: string, from: number, { instance, commit, now, speed }: Landed, before?: Plan): Plan {
  const previous = before && lastCommit(before);
  return {
    case: name,
    from,
    startedAt: now,
    speed,
    commit,
    ...(previous === undefined ? {} : { previousCommit: previous }),
    releases: [],
    fingerprint: instance.fingerprint,
    deployed: instance.deployed,
  };
}

export function lastCommit(plan: Plan): string {
  return plan.releases.at(-1)?.commit ?? plan.commit;
}

/** A case that the user asked for and that exists. */
function wantedCase({ instance, cases }: Landed): string | undefined {
  return instance.wantedCase !== undefined && cases.has(instance.wantedCase)
    ? instance.wantedCase
    : undefined;
}

/**
 * What an instance replays after a commit landed: its case from the start when it is new or another
 * case was asked for; the next part, when the replay waits for somebody to act; and for any other
 * change the recorded upgrade, from the moment its commit was pushed. A commit that comes before
 * the replay waits for one leaves it alone, or the failure would pass unseen.
 */
export function planAfter(before: Plan | undefined, landed: Landed): Plan {
  const { instance, commit, now, cases } = landed;
  const wanted = wantedCase(landed);
  if (!before) return begin(wanted ?? FIRST_CASE, 0, landed);
  if (before.fingerprint === instance.fingerprint) return before;
  if (wanted !== undefined && wanted !== before.case) return begin(wanted, 0, landed, before);

  const seen = { ...before, fingerprint: instance.fingerprint, deployed: instance.deployed };
  const position = positionAt(scheduleOf(before, cases), now);
  if (position.waitsFor !== undefined) {
    return { ...seen, releases: [...before.releases, { at: now, commit }] };
  }
  const willWait = scheduleOf(before, cases).waits.length > before.releases.length;
  const changed = before.deployed !== instance.deployed;
  if (!changed || willWait || !cases.has(CHANGE_CASE)) return seen;
  const pushed = waitsOf(cases.timeline(CHANGE_CASE)).at(-1);
  return begin(CHANGE_CASE, pushed?.t ?? 0, landed, before);
}

/** The user did what the recording waits for, by other means than a commit. */
export function planAfterAct(before: Plan, cases: Cases, now: number): Plan {
  const position = positionAt(scheduleOf(before, cases), now);
  if (position.waitsFor === undefined) return before;
  return { ...before, releases: [...before.releases, { at: now, commit: lastCommit(before) }] };
}
