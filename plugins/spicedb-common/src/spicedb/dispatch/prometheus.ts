import type { MetricSample, PodMetrics } from '../../rollout/snapshot';
import { families, services } from './families';

/** Long enough for two scrapes of a Prometheus that scrapes each minute. */
const window = '3m';
/** Scrapes that are closer say nothing about what happens between them. */
const leastBetweenMs = 4_500;

/**
 * The question for what Prometheus knows of these pods: every scrape of the
 * last minutes, as only those have the times at which they were taken.
 *
 * @public
 */
export function prometheusQuery(namespace: string, pods: string[]): string {
  const matchers = [
    `__name__=~${anyOf(families)}`,
    `namespace=${JSON.stringify(namespace)}`,
    `pod=~${anyOf(pods)}`,
    // Series without the label match the empty alternative.
    `grpc_service=~${anyOf(['', ...services])}`,
  ];
  return `{${matchers.join(',')}}[${window}]`;
}

function anyOf(texts: Iterable<string>): string {
  const escaped = [...texts].map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return JSON.stringify(escaped.join('|'));
}

interface Series {
  metric: Record<string, string>;
  values: [time: number, value: string][];
}

/**
 * What the answer to that question says of each pod: its newest scrape, and
 * the one before it. A series that the newest scrape did not have is gone.
 *
 * @public
 */
export function readPrometheus(body: string): Map<string, PodMetrics> {
  const answer = JSON.parse(body) as { status?: string; error?: string; data?: { result?: Series[] } };
  if (answer.status !== 'success') throw new Error(answer.error ?? 'the answer is not one of Prometheus');
  const { result } = answer.data ?? {};
  if (!Array.isArray(result)) throw new Error('the answer has no result');

  const scrapes = new Map<string, Map<number, MetricSample[]>>();
  for (const { metric, values } of result) {
    const { __name__: name, pod, ...labels } = metric;
    const ofPod = scrapes.get(pod) ?? new Map<number, MetricSample[]>();
    scrapes.set(pod, ofPod);
    for (const [seconds, text] of values) {
      const at = Math.round(seconds * 1000);
      const value = Number(text);
      if (!Number.isFinite(value)) continue;
      const samples = ofPod.get(at);
      if (samples) samples.push({ name, labels, value });
      else ofPod.set(at, [{ name, labels, value }]);
    }
  }
  const metrics = new Map<string, PodMetrics>();
  for (const [pod, ofPod] of scrapes) {
    const times = [...ofPod.keys()].sort((a, b) => b - a);
    const [newest] = times;
    if (newest === undefined) continue;
    const earlier = times.find(time => newest - time >= leastBetweenMs);
    metrics.set(pod, {
      pod,
      at: newest,
      samples: ofPod.get(newest)!,
      ...(earlier === undefined ? {} : { before: { at: earlier, samples: ofPod.get(earlier)! } }),
    });
  }
  return metrics;
}
