import {
  pickSamples,
  type PodMetrics,
  type PodObject,
  type Snapshot,
  type WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { ask, type Asking } from './ask';
import { notAsked } from './feeds';
import { metricsOf } from './questions';

export interface MetricsWish {
  scheme: 'http' | 'https';
  port: number;
  mostPods: number;
}

interface Reading {
  asking: Asking;
  ref: WorkloadRef;
  last?: Snapshot;
  metrics?: MetricsWish;
  whyNoMetrics: string;
}

export async function readMetrics(
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
