import type {
  Answer,
  PodObject,
  Snapshot,
  SourceName,
  UnseenReason,
  WorkloadObject,
} from '@spicedb-portal/backstage-plugin-spicedb-common';

/** Four rounds make a turn, in which every source that a verdict stands on has had its round. */
export const roundsOfTurn = 4;

/**
 * What one round asks for: the pods or their workload, as each of the two
 * shows nearly all that can happen to the other, and one source more. So a
 * page that is open all day asks for two things at most in a round, and still
 * notices within one that something moves.
 */
export function sourcesOfRound(
  round: number,
  last: Snapshot,
  { inTrouble, moves }: { inTrouble: boolean; moves: boolean },
): SourceName[] {
  const due = plan(round, inTrouble);
  // What moves is what Argo CD is about to speak of: its word must not be the last to be heard.
  const planned: SourceName[] = moves && !due.includes('application') ? [...due, 'application'] : due;
  const [lost] = lostSources(last).filter(source => !planned.includes(source));
  return lost ? [...planned, lost] : planned;
}

function plan(round: number, inTrouble: boolean): SourceName[] {
  switch (round % roundsOfTurn) {
    case 0:
      return ['pods', 'application'];
    case 1:
      return ['workloads', 'jobs'];
    case 2:
      return ['pods', 'endpoints'];
    default:
      return ['workloads', ...seldom(Math.floor(round / roundsOfTurn), inTrouble)];
  }
}

/** Events only explain trouble; what protects the pods changes seldom, and harms nobody by the minute. */
function seldom(turn: number, inTrouble: boolean): SourceName[] {
  switch (turn % 4) {
    case 1:
      return ['disruptionBudgets'];
    case 3:
      return ['autoscalers'];
    default:
      return inTrouble ? ['events'] : [];
  }
}

const sources: readonly SourceName[] = [
  'pods',
  'workloads',
  'jobs',
  'application',
  'endpoints',
  'replicaSets',
  'events',
  'disruptionBudgets',
  'autoscalers',
];

const passing: ReadonlySet<UnseenReason['kind']> = new Set([
  'unreachable',
  'timedOut',
  'serverError',
  'tooManyRequests',
  'unreadable',
]);

/** Sources that failed for a reason which passes: each round tries one of them again, the oldest first. */
function lostSources(last: Snapshot): SourceName[] {
  const ageOf = (answer: Answer<unknown>) => (answer.state === 'unseen' ? -Infinity : answer.at);
  return sources
    .filter(source => {
      const answer = last[source];
      return answer.state !== 'seen' && passing.has(answer.reason.kind);
    })
    .sort((a, b) => ageOf(last[a]) - ageOf(last[b]));
}

/** Whether a rollout is under way: something is being done, or is not yet as it is wanted. */
export function isUnderWay({ application, jobs, workloads }: Snapshot): boolean {
  const { operationState, sync, health } =
    (application.state === 'unseen' ? undefined : application.value.status) ?? {};
  return (
    operationState?.phase === 'Running' ||
    sync?.status === 'OutOfSync' ||
    health?.status === 'Progressing' ||
    listOf(jobs).some(({ status }) => (status?.active ?? 0) > 0) ||
    listOf(workloads).some(isShort)
  );
}

/** Fewer or other pods than are wanted, as far as the workload says. */
function isShort({ metadata, spec, status }: WorkloadObject): boolean {
  const wanted = spec?.replicas;
  if (wanted === undefined || !status) return false;
  const { observedGeneration = 0, readyReplicas = 0, replicas = 0, updatedReplicas = 0 } = status;
  return (
    observedGeneration < (metadata.generation ?? 0) ||
    [readyReplicas, replicas, updatedReplicas].some(count => count !== wanted)
  );
}

type Moving = Pick<Snapshot, 'pods' | 'workloads' | 'jobs'>;

/**
 * What else has to be read in the same round, because what was read has
 * changed: sources of different times must not be held against each other.
 */
export function touchedBy(before: Moving, after: Moving): SourceName[] {
  const touched = new Set<SourceName>();
  const pods = changedBetween<PodObject>(before.pods, after.pods);
  if (pods.length) touched.add('workloads').add('endpoints');
  if (pods.some(pod => pod.metadata.ownerReferences?.some(owner => owner.kind === 'Job')))
    touched.add('jobs');

  const workloads = changedBetween<WorkloadObject>(before.workloads, after.workloads);
  if (workloads.length) touched.add('pods').add('endpoints');
  const templates = new Set(listOf(before.workloads).map(revisionOf));
  if (workloads.some(workload => !templates.has(revisionOf(workload)))) touched.add('replicaSets');

  if (changedBetween(before.jobs, after.jobs).length) touched.add('pods');
  return [...touched];
}

/** Objects that came, went or are no longer the same. */
function changedBetween<T>(before: Answer<T[]>, after: Answer<T[]>): T[] {
  const [old, now] = [listOf(before), listOf(after)];
  if (old === now) return [];
  const [wasThere, isThere] = [new Set(old), new Set(now)];
  return [...now.filter(each => !wasThere.has(each)), ...old.filter(each => !isThere.has(each))];
}

const nothing: never[] = [];

function listOf<T>(answer: Answer<T[]>): T[] {
  return answer.state === 'unseen' ? nothing : answer.value;
}

const revisionOf = ({ metadata }: WorkloadObject) =>
  `${metadata.uid} ${metadata.annotations?.['deployment.kubernetes.io/revision'] ?? metadata.generation}`;
