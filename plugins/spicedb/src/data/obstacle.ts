import type { Answer, Snapshot, UnseenReason } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** A reason that stands in the way of everything, and that a person has to remove. */
export type Obstacle = Extract<UnseenReason, { kind: 'portalRefused' | 'unauthenticated' | 'notFound' }>;

/** What keeps this reader from seeing anything at all of the workload's cluster. */
export function obstacleOf(snapshot: Snapshot): Obstacle | undefined {
  const answers: Answer<unknown>[] = [snapshot.pods, snapshot.jobs, snapshot.workloads];
  const reasons = answers.map(answer => (answer.state === 'unseen' ? answer.reason : undefined));
  const [first] = reasons;
  if (!first || reasons.some(reason => reason?.kind !== first.kind)) {
    return undefined;
  }
  switch (first.kind) {
    case 'portalRefused':
    case 'unauthenticated':
      return first;
    case 'notFound':
      return first.resource === 'clusters' ? first : undefined;
    default:
      return undefined;
  }
}
