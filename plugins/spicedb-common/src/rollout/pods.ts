import type { Evidence, Finding, PodFact, Stage } from './assessment';
import type { Judgement } from './context';
import type { Members } from './members';
import { availability } from './availability';
import { podTroubles } from './podTroubles';
import type { StageContext } from './profile';
import type { WorkloadObject } from './objects';
import { condition, timeOf, valueOf } from './seen';
import { blindSpots } from './sight';

/** The pods that serve: whether a rollout goes on, is done or is stuck, and what is wrong with whom. */
export function judgePods(judgement: Judgement, members: Members, context: StageContext): Stage {
  const { current, now } = judgement;
  const { facts, workload } = members;
  const blind = blindSpots(current, ['workloads', 'pods'], now);
  // What protects the pods belongs to calling them well; what only explains trouble does not.
  const protection = blindSpots(current, ['disruptionBudgets', 'autoscalers'], now);
  const supplementary = [...protection, ...blindSpots(current, ['replicaSets', 'events'], now)];
  const unseen =
    !valueOf(current.workloads) || !valueOf(current.pods) || blind.length + protection.length > 0;
  const make = (state: Stage['state'], key: string, findings: Finding[], params = {}): Stage => ({
    id: 'pods',
    state: unseen && (state === 'ok' || blind.length > 0) ? 'unknown' : state,
    headline: { key: `pods.${key}`, params },
    since: timeOf(condition(workload?.status?.conditions, 'Progressing')?.lastUpdateTime),
    findings: [...findings, ...blind, ...supplementary],
  });
  const troubles = podTroubles(judgement, members, context);
  if (!workload) {
    const known = [...troubles, ...availability(judgement, facts)];
    if (!valueOf(current.workloads)) return make('unknown', 'unseen', known);
    const missing = isDelivered(judgement) && facts.length === 0 ? [judgement.find('P117', {}, [])] : [];
    // Whether none are there yet or none will come, only the delivery tells.
    const hidden = current.ref.application ? blindSpots(current, ['application'], now) : [];
    const stage = make(hidden.length ? 'unknown' : 'progressing', 'noneYet', [
      ...known,
      ...missing,
      ...hidden,
    ]);
    return { ...stage, waitsFor: comesBefore(context.stages) };
  }

  const wanted = workload.spec?.replicas ?? 1;
  const ready = valueOf(current.pods)
    ? facts.filter(fact => fact.ready).length
    : workload.status?.readyReplicas ?? 0;
  const counts = { ready, wanted };
  const findings = [...troubles, ...workloadTroubles(workload, judgement), ...availability(judgement, facts)];
  if (wanted === 0)
    return make('progressing', 'scaledToZero', [...findings, judgement.find('P116', {}, [])], counts);
  const done = isRolledOut(workload, wanted);
  if (done && ready >= wanted) return make('ok', 'ready', findings.map(withoutAlarm), counts);
  if (!done) {
    const updated = facts.filter(fact => fact.current && fact.ready).length;
    const stage = make('progressing', 'rollingOut', findings, { ...counts, updated });
    // Without an order of delivery pods are there before the migration is done, and say that they wait.
    return findings.some(({ code }) => code === 'P120') ? { ...stage, waitsFor: 'migration' } : stage;
  }
  if (!findings.some(isRootTrouble)) {
    const severity = ready === 0 ? 'error' : 'warning';
    findings.push(judgement.find('P118', counts, notReadyEvidence(facts, workload), severity));
  }
  return make('progressing', 'someNotReady', findings, counts);
}

/** New pods are made after the migration, and both by the delivery: the nearest that is not done. */
function comesBefore(stages: Stage[]): string | undefined {
  const undone = stages.filter(({ id, state }) => id !== 'git' && state === 'progressing');
  return undone[undone.length - 1]?.id;
}

const isRootTrouble = (finding: Finding) =>
  finding.severity !== 'info' && finding.code !== 'P112' && finding.code !== 'P113';

/** Seen by the controller, all pods of the newest template, none of an older one. */
function isRolledOut({ metadata, status }: WorkloadObject, wanted: number): boolean {
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) return false;
  const updated = status?.updatedReplicas ?? 0;
  return updated >= wanted && (status?.replicas ?? 0) <= updated && wasComplete({ metadata, status });
}

/** Kubernetes keeps pods that were thrown out for people to look at, long after others have taken their place. */
const withoutAlarm = (finding: Finding): Finding =>
  finding.code === 'P109' ? { ...finding, severity: 'info' } : finding;

/** A rollout counts as done once; pods that are lost later are a loss, not a rollout. */
function wasComplete({ status }: WorkloadObject): boolean {
  const progressing = condition(status?.conditions, 'Progressing');
  return progressing === undefined || progressing.reason === 'NewReplicaSetAvailable';
}

/** Argo CD says that everything it had to bring is in the cluster. */
function isDelivered({ current }: Judgement): boolean {
  const application = valueOf(current.application);
  const { operationState, sync } = application?.status ?? {};
  return operationState?.phase === 'Succeeded' && sync?.status === 'Synced';
}

function workloadTroubles(workload: WorkloadObject, judgement: Judgement): Finding[] {
  const findings: Finding[] = [];
  const source = `${(workload.kind ?? 'Deployment').toLowerCase()}/${workload.metadata.name}`;
  const say = (type: string): Evidence[] => {
    const found = condition(workload.status?.conditions, type)!;
    return [
      {
        kind: 'condition',
        source,
        text: `${found.reason}: ${found.message ?? ''}`,
        at: timeOf(found.lastUpdateTime ?? found.lastTransitionTime),
      },
    ];
  };
  const severity = (workload.status?.readyReplicas ?? 0) > 0 ? 'warning' : 'error';
  if (condition(workload.status?.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded') {
    const deadline = workload.spec?.progressDeadlineSeconds ?? 600;
    findings.push(judgement.find('P107', { deadline }, say('Progressing'), severity));
  }
  if (condition(workload.status?.conditions, 'ReplicaFailure')?.status === 'True') {
    findings.push(judgement.find('P106', {}, say('ReplicaFailure'), severity));
  }
  if (workload.spec?.paused)
    findings.push(judgement.find('P119', {}, [{ kind: 'field', source, text: 'spec.paused: true' }]));
  return findings;
}

function notReadyEvidence(facts: PodFact[], workload: WorkloadObject): Evidence[] {
  const unready = facts.filter(fact => !fact.ready).slice(0, 3);
  if (unready.length === 0) {
    const { readyReplicas = 0, replicas = 0 } = workload.status ?? {};
    return [
      {
        kind: 'field',
        source: `deployment/${workload.metadata.name}`,
        text: `${replicas} pods, ${readyReplicas} ready`,
      },
    ];
  }
  return unready.map(fact => ({ kind: 'field', source: `pod/${fact.name}`, text: fact.why ?? fact.phase }));
}

/** Versions that run, newest pods first, each once. */
export function versionsOf(facts: PodFact[]): string[] {
  const versions = facts
    .slice()
    .reverse()
    .flatMap(fact => fact.version ?? []);
  return [...new Set(versions)];
}
