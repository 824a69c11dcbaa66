import type { AttemptFact, MigrationFact } from './assessment';
import { lastEnd, lastWords } from './containers';
import type { JobObject, PodObject } from './objects';
import { isTrue, timeOf } from './seen';
import type { Snapshot } from './snapshot';
import { logKey } from './snapshot';

/** The pods of each Job, found once for all. */
export function podsByJob(pods: PodObject[]): Map<string, PodObject[]> {
  const byJob = new Map<string, PodObject[]>();
  for (const pod of pods) {
    const owner =
      pod.metadata.ownerReferences?.find(o => o.kind === 'Job')?.name ??
      pod.metadata.labels?.['batch.kubernetes.io/job-name'] ??
      pod.metadata.labels?.['job-name'];
    if (owner === undefined) continue;
    const list = byJob.get(owner);
    if (list) list.push(pod);
    else byJob.set(owner, [pod]);
  }
  for (const list of byJob.values()) list.sort(byCreation);
  return byJob;
}

/** Oldest first. The API server writes all these times in one format, so their texts sort like the times. */
export function byCreation(
  a: { metadata: { creationTimestamp?: string } },
  b: { metadata: { creationTimestamp?: string } },
): number {
  const [first = '', second = ''] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp];
  return first < second ? -1 : Number(first > second);
}

/** What the Job itself says; one failed attempt does not make a failed Job. */
export function outcomeOf(job: JobObject): MigrationFact['outcome'] {
  const { conditions, active = 0, succeeded = 0 } = job.status ?? {};
  if (isTrue(conditions, 'Complete') || isTrue(conditions, 'SuccessCriteriaMet')) return 'succeeded';
  if (isTrue(conditions, 'Failed') || isTrue(conditions, 'FailureTarget')) return 'failed';
  if (succeeded > 0) return 'succeeded';
  return active > 0 ? 'running' : 'waiting';
}

export function attemptOf(pod: PodObject, snapshot: Snapshot): AttemptFact {
  const { name } = pod.metadata;
  const status = pod.status?.containerStatuses?.[0];
  const container = status?.name ?? pod.spec?.containers?.[0]?.name ?? '';
  const ended = status && lastEnd(status);
  const phase = pod.status?.phase;
  return {
    pod: name,
    container,
    outcome:
      phase === 'Succeeded'
        ? 'succeeded'
        : phase === 'Failed'
        ? 'failed'
        : status?.state?.running
        ? 'running'
        : 'waiting',
    exitCode: ended?.exitCode,
    startedAt: timeOf(ended?.startedAt ?? status?.state?.running?.startedAt ?? pod.status?.startTime),
    finishedAt: timeOf(ended?.finishedAt),
    logTail: logOf(snapshot, name, container) ?? lastWords(status),
  };
}

export function logOf(
  snapshot: Snapshot,
  pod: string,
  container: string,
  previous = false,
): string[] | undefined {
  const key = logKey(pod, container, previous);
  const answer = Object.hasOwn(snapshot.logs, key) ? snapshot.logs[key] : undefined;
  return answer === undefined || answer.state === 'unseen' ? undefined : answer.value.lines;
}
