import type {
  Answer,
  Assessment,
  Snapshot,
  UnseenReason,
} from '@spicedb-portal/backstage-plugin-spicedb-common';

const longestPauseMs = 120_000;
const shortestPauseMs = 5_000;

/** How long to wait before the next round of reading. */
export function pauseBeforeNextRound(round: {
  restingMs: number;
  assessment?: Assessment;
  /** Rounds in a row in which the cluster did not answer. */
  failures: number;
  /** Something has just moved. */
  lively: boolean;
  retryAfterMs?: number;
  /** From 0 to 1; spreads the requests of many open pages. */
  chance: number;
}): number {
  const { restingMs, failures, chance } = round;
  if (failures > 0) {
    const pause = Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(failures, 6));
    return Math.max(round.retryAfterMs ?? 0, pause * (0.75 + chance / 2));
  }
  const isQuick = round.lively || !round.assessment || isWorthHaste(round.assessment);
  const pause = isQuick ? Math.max(shortestPauseMs, restingMs / 3) : restingMs;
  return pause * (0.95 + chance / 10);
}

/** Whether something is on its way or wrong; what is only unknown does not hurry. */
export function isWorthHaste({ verdict }: Assessment): boolean {
  return verdict.state === 'progressing' || verdict.state === 'degraded' || verdict.state === 'failed';
}

const troubles: ReadonlySet<UnseenReason['kind']> = new Set([
  'unreachable',
  'timedOut',
  'serverError',
  'tooManyRequests',
  'unauthenticated',
]);

/** The trouble of a round in which the workload's cluster gave no answer, if it was one. */
export function troubleOf(snapshot: Snapshot): UnseenReason | undefined {
  const reasons = [snapshot.pods, snapshot.jobs, snapshot.workloads].map((answer: Answer<unknown>) =>
    answer.state === 'seen' ? undefined : answer.reason,
  );
  return reasons.find(reason => reason && troubles.has(reason.kind));
}
