import type { RolloutFacts, Stage, StageState } from './assessment';
import type { Answer } from './answer';
import { placed } from './catalog';
import { foldCauses, joinWaits } from './causes';
import { Judgement } from './context';
import { judgeGit } from './git';
import { findMembers } from './members';
import type { Message, MessageCatalog } from './message';
import { judgeMigration } from './migration';
import { withFindings, worst } from './order';
import { judgePods, versionsOf } from './pods';
import type { Assess, StageContext } from './profile';
import { isAbsent, isUnknownCluster, valueOf } from './seen';
import type { Snapshot } from './snapshot';
import { judgeSync } from './sync';

/**
 * What one round of reading means. Pure: the same snapshots and the same time
 * give the same answer, so a recorded case can be judged again.
 *
 * @public
 */
export const assess: Assess = ({ now, current, previous, profile }) => {
  const judgement = new Judgement(now, current, previous, profile);
  const members = findMembers(current, profile);
  const { stage: sync, fact: application } = judgeSync(judgement);
  const migration = judgeMigration(judgement, { pods: members.facts });
  const facts: RolloutFacts = {
    application,
    migration: migration.fact,
    pods: members.facts,
    readyPods: valueOf(current.pods) ? members.facts.filter(pod => pod.ready).length : undefined,
    wantedPods: members.workload?.spec?.replicas,
    versions: versionsOf(members.facts),
    targetVersion: members.targetVersion,
  };
  const judged: Stage[] = [judgeGit(judgement), sync, migration.stage];
  const context: StageContext = { now, current, previous, stages: judged, facts };
  judged.push(judgePods(judgement, members, context));
  for (const [id, judgeOwn] of Object.entries(profile.ownStages)) {
    if (!profile.stages.includes(id)) continue;
    const own = judgeOwn({ ...context, stages: judged.slice() });
    judged.push(own.stage);
    Object.assign(facts, own.facts);
  }

  const inOrder = profile.stages.flatMap(id => judged.find(stage => stage.id === id) ?? []);
  const stages = joinWaits(foldCauses(inOrder, profile.follows))
    .map(withFindings)
    .map(stage => ({ ...stage, findings: stage.findings.map(f => placed(f, judgement.place)) }));
  return {
    verdict: verdictOf(stages, current, profile.messages),
    asOf: oldest(current),
    stale: answersOf(current).some(answer => answer.state === 'stale'),
    stages,
    facts,
  };
};

/** The worst stage speaks, with the sentence for where it stands if there is one. */
function verdictOf(
  stages: Stage[],
  snapshot: Snapshot,
  messages: MessageCatalog,
): { state: StageState; sentence: Message } {
  const state = worst(stages.map(stage => stage.state));
  if (nothingThere(snapshot)) return { state, sentence: { key: 'verdict.nothingYet' } };
  // What moves elsewhere is no comfort as long as the place itself cannot be seen.
  if (isNowhere(snapshot) && state !== 'failed' && state !== 'degraded') {
    const sentence = { key: 'verdict.noCluster', params: { cluster: snapshot.ref.cluster } };
    return { state: 'unknown', sentence };
  }
  if (state === 'ok' || state === 'notApplicable') return { state, sentence: { key: `verdict.${state}` } };
  const { headline, id } = speakerOf(
    stages.filter(stage => stage.state === state),
    state,
  );
  const special = `verdict.${headline.key}.${state}`;
  return { state, sentence: { key: Object.hasOwn(messages, special) ? special : `verdict.${id}.${state}` } };
}

/** Stages that only wait for one before them have nothing to say. */
const waiting = /\.(noneYet|noJob|waitsForPods)$/;

/**
 * Of several equally bad stages the first on the way, since it holds up the
 * rest. While all goes well it is the other way round: delivery runs until the
 * last stage is done, so a later one tells more.
 */
function speakerOf(stages: Stage[], state: StageState): Stage {
  if (state !== 'progressing') return stages[0];
  const inner = stages.find(
    ({ headline, id }) => id !== 'git' && id !== 'sync' && !waiting.test(headline.key),
  );
  return inner ?? stages[0];
}

function nothingThere({ application, jobs, pods, workloads }: Snapshot): boolean {
  const empty = (answer: Answer<unknown[]>) => valueOf(answer)?.length === 0;
  return isAbsent(application) && empty(workloads) && empty(jobs) && empty(pods);
}

function isNowhere({ workloads }: Snapshot): boolean {
  return workloads.state === 'unseen' && isUnknownCluster(workloads.reason);
}

function answersOf(snapshot: Snapshot): Answer<unknown>[] {
  const {
    application,
    autoscalers,
    disruptionBudgets,
    endpoints,
    events,
    jobs,
    pods,
    replicaSets,
    workloads,
  } = snapshot;
  return [application, autoscalers, disruptionBudgets, endpoints, events, jobs, pods, replicaSets, workloads];
}

/** Of what a verdict stands on; the rest only explains, or protects against what has not happened. */
function oldest(snapshot: Snapshot): number {
  const { application, endpoints, jobs, pods, workloads } = snapshot;
  const answers: Answer<unknown>[] = [application, endpoints, jobs, pods, workloads];
  const times = answers.flatMap(answer => (answer.state === 'unseen' ? [] : [answer.at]));
  return times.length ? Math.min(...times) : snapshot.at;
}
