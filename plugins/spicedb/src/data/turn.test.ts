import type {
  Answer,
  PodObject,
  Snapshot,
  SourceName,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { isUnderWay, sourcesOfRound, touchedBy } from './turn';

const seen = <T>(value: T): Answer<T> => ({ state: 'seen', at: 0, value });
const pod = (name: string, owner = 'ReplicaSet'): PodObject => ({
  metadata: { name, ownerReferences: [{ kind: owner, name: 'owner' }] },
});
const deployment = (revision: string, readyReplicas = 1) => ({
  metadata: { name: 'checkout', uid: 'd1', annotations: { 'deployment.kubernetes.io/revision': revision } },
  status: { readyReplicas },
});

const known = {
  application: seen({ metadata: { name: 'checkout' } }),
  workloads: seen([deployment('1')]),
  replicaSets: seen([]),
  jobs: seen([]),
  pods: seen([pod('a'), pod('b')]),
  endpoints: seen({ metadata: { name: 'checkout' } }),
  events: seen([]),
  disruptionBudgets: seen([]),
  autoscalers: seen([]),
} as unknown as Snapshot;

describe('the sources of a round', () => {
  const rounds = (inTrouble: boolean, moves = false) =>
    Array.from({ length: 16 }, (_, round) => sourcesOfRound(round, known, { inTrouble, moves }));

  it('are two at most, and all of them come in their turn', () => {
    for (const inTrouble of [false, true]) {
      expect(Math.max(...rounds(inTrouble).map(each => each.length))).toBe(2);
    }
    const asked = new Set<SourceName>(rounds(true).flat());
    // ReplicaSets are read when their workload has another template.
    expect(Object.keys(known).filter(source => !asked.has(source as SourceName))).toEqual(['replicaSets']);
  });

  it('hold the pods or their workload in each round, and events only in trouble', () => {
    for (const round of rounds(false)) {
      expect(round.filter(source => source === 'pods' || source === 'workloads')).toHaveLength(1);
    }
    expect(rounds(false).flat()).not.toContain('events');
    expect(rounds(false).flat().length / 16).toBeLessThan(1.9);
  });

  it('hold what Argo CD says in each round while something moves, beside their own', () => {
    for (const [round, asked] of rounds(true, true).entries()) {
      expect(asked.filter(source => source === 'application')).toHaveLength(1);
      expect(asked).toEqual(expect.arrayContaining(rounds(true)[round]));
      expect(asked.length).toBeLessThanOrEqual(3);
    }
  });

  it('hold one that failed for a reason which passes, the oldest first, but none that is refused', () => {
    const failed = (state: object) => ({ ...state, reason: { kind: 'serverError' } });
    const last = {
      ...known,
      replicaSets: failed({ state: 'stale', at: 2, value: [] }),
      autoscalers: failed({ state: 'stale', at: 1, value: [] }),
      disruptionBudgets: { state: 'unseen', reason: { kind: 'forbidden' } },
    } as unknown as Snapshot;
    expect(sourcesOfRound(0, last, { inTrouble: false, moves: false })).toEqual([
      'pods',
      'application',
      'autoscalers',
    ]);
  });
});

describe('what a change touches', () => {
  it('is nothing while nothing changed, or was not seen to change', () => {
    expect(touchedBy(known, known)).toEqual([]);
    const unseen = {
      ...known,
      pods: { state: 'unseen', reason: { kind: 'forbidden' } },
    } as unknown as Snapshot;
    expect(touchedBy(unseen, unseen)).toEqual([]);
  });

  it('is the workload and the ring when a pod changed, and the Job when it is one of a Job', () => {
    const pods = known.pods.state === 'seen' ? known.pods.value : [];
    expect(touchedBy(known, { ...known, pods: seen([...pods, pod('c')]) })).toEqual([
      'workloads',
      'endpoints',
    ]);
    expect(touchedBy(known, { ...known, pods: seen(pods.slice(1)) })).toEqual(['workloads', 'endpoints']);
    expect(touchedBy(known, { ...known, pods: seen([...pods, pod('m', 'Job')]) })).toContain('jobs');
  });

  it('is the ReplicaSets only when the workload has another template', () => {
    const workloads = (...each: ReturnType<typeof deployment>[]) => ({ ...known, workloads: seen(each) });
    expect(touchedBy(known, workloads(deployment('1', 0)))).toEqual(['pods', 'endpoints']);
    expect(touchedBy(known, workloads(deployment('2')))).toContain('replicaSets');
  });
});

describe('a rollout', () => {
  const application = (status: object) => ({
    ...known,
    application: seen({ metadata: { name: 'checkout' }, status }),
  });
  const workload = (status: object) => {
    const metadata = { name: 'checkout', generation: 2 };
    return { ...known, workloads: seen([{ metadata, spec: { replicas: 2 }, status }]) };
  };
  const whole = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2 };

  it.each([
    ['Argo CD is at work', application({ operationState: { phase: 'Running' } })],
    ['the cluster has not what Git says', application({ sync: { status: 'OutOfSync' } })],
    ['Argo CD waits for health', application({ health: { status: 'Progressing' } })],
    ['a Job is active', { ...known, jobs: seen([{ metadata: { name: 'migrate' }, status: { active: 1 } }]) }],
    ['a pod is not ready', workload({ ...whole, readyReplicas: 1 })],
    ['a pod is one too many', workload({ ...whole, replicas: 3 })],
    ['a pod is of the old template', workload({ ...whole, updatedReplicas: 1 })],
    ['the newest template was not seen yet', workload({ ...whole, observedGeneration: 1 })],
  ])('is under way while %s', (_, snapshot) => {
    expect(isUnderWay(snapshot as unknown as Snapshot)).toBe(true);
  });

  it.each([
    [
      'all is as it is wanted',
      { ...workload(whole), ...application({ operationState: { phase: 'Succeeded' } }) },
    ],
    ['nothing was seen', { ...known, application: { state: 'unseen', reason: { kind: 'forbidden' } } }],
    ['it gave up', application({ operationState: { phase: 'Failed' }, health: { status: 'Degraded' } })],
  ])('is not under way when %s', (_, snapshot) => {
    expect(isUnderWay(snapshot as unknown as Snapshot)).toBe(false);
  });
});
