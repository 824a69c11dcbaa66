import {
  pickSamples,
  prometheusQuery,
  readPrometheus,
  type Answer,
  type PodMetrics,
  type PodObject,
  type Snapshot,
  type UnseenReason,
  type WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { ask, type Asking } from './ask';
import { notAsked } from './feeds';
import { metricsOf, prometheusAsked } from './questions';

/** Where metrics may be read; of several sources the first that knows something counts. */
export interface MetricsWish {
  mostPods: number;
  /** The path of a Prometheus, below the portal's own proxy. */
  prometheus?: string;
  /** The pods themselves, through the cluster's pod proxy. */
  pods?: { scheme: 'http' | 'https'; port: number };
}

interface Reading {
  asking: Asking;
  ref: WorkloadRef;
  last?: Snapshot;
  metrics?: MetricsWish;
  /** Whether they are read here at all, if not in this round. */
  readsMetrics: boolean;
}

type Metrics = Record<string, Answer<PodMetrics>>;

/** What some of the members say of their calls; of the others, what they said last. */
export async function readMetrics(reading: Reading, members: PodObject[]): Promise<Metrics> {
  const { metrics: wish, last, readsMetrics } = reading;
  const unread: Answer<PodMetrics> = readsMetrics
    ? { state: 'unseen', reason: { kind: 'notYet' } }
    : notAsked('reading metrics is not switched on');
  const answers: Metrics = {};
  for (const { metadata } of members) {
    answers[metadata.name] = last?.metrics[metadata.name] ?? unread;
  }
  if (!wish) return answers;
  const pods = members
    .filter(pod => pod.status?.phase === 'Running')
    .slice(0, wish.mostPods)
    .map(pod => pod.metadata.name);
  return { ...answers, ...(await readOf(reading, wish, pods)) };
}

/** Whether fewer pods have told something, or refused to, than are asked. */
export function lacksMetrics(metrics: Metrics, mostPods: number): boolean {
  const answers = Object.values(metrics);
  const isToCome = (answer: Answer<PodMetrics>) =>
    answer.state === 'unseen' && answer.reason.kind === 'notYet';
  return answers.filter(answer => !isToCome(answer)).length < Math.min(mostPods, answers.length);
}

async function readOf(reading: Reading, wish: MetricsWish, pods: string[]): Promise<Metrics> {
  if (!pods.length) return {};
  const told = wish.prometheus ? await askPrometheus(reading, wish.prometheus, pods) : {};
  const knows = Object.values(told).some(answer => answer.state === 'seen');
  return wish.pods && !knows ? askPods(reading, wish.pods, pods) : told;
}

async function askPods(
  { asking, ref }: Reading,
  where: NonNullable<MetricsWish['pods']>,
  pods: string[],
): Promise<Metrics> {
  const asked = pods.map(async pod => {
    const answer = await ask<PodMetrics>(asking, metricsOf(ref, pod, where), body => ({
      pod,
      at: asking.now(),
      samples: pickSamples(body),
    }));
    return [pod, answer] as const;
  });
  return Object.fromEntries(await Promise.all(asked));
}

/** One question for all pods, to which the answer holds two looks at each. */
async function askPrometheus({ asking, ref }: Reading, path: string, pods: string[]): Promise<Metrics> {
  if (!asking.portal) return {};
  const question = prometheusAsked(ref, path, prometheusQuery(ref.namespace, pods));
  // The time in these answers is the portal's, not the cluster's.
  const asPortal: Asking = { ...asking, proxy: asking.portal, heardTime: undefined };
  const answer = await ask(asPortal, question, readPrometheus);
  const unseen = (message: string): Answer<PodMetrics> => ({
    state: 'unseen',
    reason: { kind: 'unreadable', message, cluster: ref.cluster },
  });
  return Object.fromEntries(
    pods.map(pod => {
      if (answer.state === 'unseen') return [pod, unseen(`Prometheus: ${inWords(answer.reason)}`)];
      const metrics = answer.state === 'seen' && answer.value.get(pod);
      return [
        pod,
        metrics
          ? { state: 'seen', at: answer.at, value: metrics }
          : unseen('Prometheus has no sample of this pod from the last minutes'),
      ];
    }),
  );
}

/**
 * That a Prometheus does not answer tells nothing of the pods, so its refusals
 * are not those of a pod that nobody reaches.
 */
function inWords(reason: UnseenReason): string {
  switch (reason.kind) {
    case 'timedOut':
      return `no answer within ${reason.afterMs} ms`;
    case 'unauthenticated':
      return '401: the sign-in was not accepted';
    case 'forbidden':
    case 'portalRefused':
      return '403: the portal or Prometheus refused';
    case 'notFound':
    case 'notInstalled':
      return '404: nothing answers under this path of the proxy';
    case 'tooManyRequests':
      return '429: too many requests';
    case 'notAsked':
    case 'notYet':
      return 'it was not asked';
    default:
      return reason.message;
  }
}
