import {
  logKey,
  pickSamples,
  type Answer,
  type ApplicationObject,
  type AutoscalerObject,
  type DisruptionBudgetObject,
  type EndpointsObject,
  type EventObject,
  type JobObject,
  type LogTail,
  type PodMetrics,
  type PodObject,
  type Profile,
  type ReplicaSetObject,
  type Snapshot,
  type WorkloadObject,
  type WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { ask, type Asking } from './ask';
import { applicationOf, endpointsOf, listOf, logOf, metricsOf, warningsIn, type ReadKind } from './questions';
import { keepLastGood } from './keepLastGood';
import { wantedLogs, type WantedLog } from './wantedLogs';

/** What one round of reading is to find out, and what earlier rounds know. */
export interface Reading {
  asking: Asking;
  ref: WorkloadRef;
  profile: Profile;
  /** The last round, whose good answers stay in use where this round gets none. */
  last?: Snapshot;
  /** Absent when the round is not to read metrics; the last ones are then kept. */
  metrics?: MetricsWish;
  /** Why metrics are not read at all, where that is so. */
  whyNoMetrics: string;
  finishedLogs: Map<string, Answer<LogTail>>;
}

export interface MetricsWish {
  scheme: 'http' | 'https';
  port: number;
  mostPods: number;
}

/** One round of reading: everything that a judgement may rest on. */
export async function readSnapshot(reading: Reading): Promise<Snapshot> {
  const { asking, ref, profile, last } = reading;
  const list = <T>(kind: ReadKind) => ask<T[]>(asking, listOf(ref, kind), readItems);

  const [application, workloads, replicaSets, jobs, pods, endpoints, events, disruptionBudgets, autoscalers] =
    await Promise.all([
      ref.application
        ? ask(asking, applicationOf(ref.application), readObject<ApplicationObject>)
        : notAsked<ApplicationObject>('the entity names no Argo CD Application'),
      bothWorkloads(list<WorkloadObject>('deployments'), list<WorkloadObject>('statefulsets')),
      list<ReplicaSetObject>('replicasets'),
      list<JobObject>('jobs'),
      list<PodObject>('pods'),
      ref.ringService
        ? ask(asking, endpointsOf(ref, ref.ringService), readObject<EndpointsObject>)
        : notAsked<EndpointsObject>('the entity names no Endpoints of a ring'),
      ask<EventObject[]>(asking, warningsIn(ref), readItems),
      list<DisruptionBudgetObject>('poddisruptionbudgets'),
      list<AutoscalerObject>('horizontalpodautoscalers'),
    ]);

  const seenPods = pods.state === 'seen' ? pods.value : [];
  const seenJobs = jobs.state === 'seen' ? jobs.value : [];
  const [logs, metrics] = await Promise.all([
    readLogs(reading, wantedLogs(seenPods, seenJobs, profile)),
    readMetrics(
      reading,
      seenPods.filter(pod => profile.isMember(pod)),
    ),
  ]);

  return {
    at: asking.now(),
    ref,
    application: keepLastGood(application, last?.application),
    workloads: keepLastGood(workloads, last?.workloads),
    replicaSets: keepLastGood(replicaSets, last?.replicaSets),
    jobs: keepLastGood(jobs, last?.jobs),
    pods: keepLastGood(pods, last?.pods),
    endpoints: keepLastGood(endpoints, last?.endpoints),
    events: keepLastGood(aboutTheWorkload(events, reading, seenPods, seenJobs), last?.events),
    disruptionBudgets: keepLastGood(disruptionBudgets, last?.disruptionBudgets),
    autoscalers: keepLastGood(autoscalers, last?.autoscalers),
    logs,
    metrics,
  };
}

async function readLogs(reading: Reading, wanted: WantedLog[]) {
  const { asking, ref, finishedLogs, last } = reading;
  const logs: Snapshot['logs'] = {};
  await Promise.all(
    wanted.map(async want => {
      const key = logKey(want.pod, want.container, want.previous);
      const remembered = `${key}#${want.run}`;
      const known = finishedLogs.get(remembered);
      if (known) {
        logs[key] = known;
        return;
      }
      const answer = await ask<LogTail>(asking, logOf(ref, want), body => ({
        pod: want.pod,
        container: want.container,
        previous: want.previous,
        lines: linesOf(body),
      }));
      if (want.finished && answer.state === 'seen') {
        finishedLogs.set(remembered, answer);
      }
      logs[key] = keepLastGood(answer, last?.logs[key]);
    }),
  );
  return logs;
}

async function readMetrics(
  { asking, ref, metrics: wish, last, whyNoMetrics }: Reading,
  members: PodObject[],
) {
  const answers: Snapshot['metrics'] = {};
  for (const pod of members) {
    answers[pod.metadata.name] = last?.metrics[pod.metadata.name] ?? notAsked<PodMetrics>(whyNoMetrics);
  }
  if (!wish) return answers;
  await Promise.all(
    members
      .filter(pod => pod.status?.phase === 'Running')
      .slice(0, wish.mostPods)
      .map(async ({ metadata: { name } }) => {
        answers[name] = await ask<PodMetrics>(asking, metricsOf(ref, name, wish), body => ({
          pod: name,
          at: asking.now(),
          samples: pickSamples(body),
        }));
      }),
  );
  return answers;
}

async function bothWorkloads(
  ...lists: Promise<Answer<WorkloadObject[]>>[]
): Promise<Answer<WorkloadObject[]>> {
  const answers = await Promise.all(lists);
  const refused = answers.find(each => each.state === 'unseen');
  const values = answers.flatMap(each => (each.state === 'seen' ? each.value : []));
  // A refusal of one kind does not matter once the other kind holds the workload.
  if (refused && values.length === 0) return refused;
  const at = Math.min(...answers.flatMap(each => (each.state === 'seen' ? [each.at] : [])));
  return { state: 'seen', at, value: values };
}

/** Warnings carry no labels, so those of the workload are told by what they are about. */
function aboutTheWorkload(
  events: Answer<EventObject[]>,
  { ref }: Reading,
  pods: PodObject[],
  jobs: JobObject[],
): Answer<EventObject[]> {
  if (events.state !== 'seen') return events;
  const names = new Set([...pods, ...jobs].map(({ metadata: { name } }) => name));
  return {
    ...events,
    value: events.value.filter(({ involvedObject }) => {
      const name = involvedObject?.name ?? '';
      return names.has(name) || name === ref.name || name.startsWith(`${ref.name}-`);
    }),
  };
}

function notAsked<T>(because: string): Answer<T> {
  return { state: 'unseen', reason: { kind: 'notAsked', because } };
}

function readItems<T>(body: string): T[] {
  const { items } = JSON.parse(body) as { items?: unknown };
  if (!Array.isArray(items)) {
    throw new Error('the answer is not a list of objects');
  }
  return items.filter(item => Boolean(item?.metadata?.name));
}

function readObject<T>(body: string): T {
  const value = JSON.parse(body);
  if (!value?.metadata?.name) throw new Error('the answer is not an object');
  return value;
}

function linesOf(body: string) {
  const lines = body.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
