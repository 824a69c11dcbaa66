import type { Answer } from '../rollout/answer';
import type { Snapshot } from '../rollout/snapshot';

export const seen = <T>(value: T, at = 0): Answer<T> => ({ state: 'seen', at, value });

/** A cluster in which everything may be read and nothing is there. */
export function emptySnapshot(at = 0): Snapshot {
  return {
    at,
    ref: {
      name: 'sample',
      cluster: 'lab',
      namespace: 'sample-ns',
      labelSelector: 'backstage.io/kubernetes-id=sample',
    },
    application: { state: 'unseen', reason: { kind: 'notAsked', because: 'not delivered by Argo CD' } },
    workloads: seen([], at),
    replicaSets: seen([], at),
    jobs: seen([], at),
    pods: seen([], at),
    endpoints: { state: 'unseen', reason: { kind: 'notAsked', because: 'no ring' } },
    events: seen([], at),
    disruptionBudgets: seen([], at),
    autoscalers: seen([], at),
    logs: {},
    metrics: {},
  };
}
