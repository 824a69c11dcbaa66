import { ringTimeline } from '../../__fixtures__/dispatch';
import type { PodMetrics } from '../../rollout/snapshot';
import { lookAt, pairOf } from './counts';
import { prometheusQuery, readPrometheus } from './prometheus';

interface Series {
  metric: Record<string, string>;
  values: [number, string][];
}

/** What the HTTP API of Prometheus answers to a range selector: each series with its scrapes. */
function matrixOf(scrapes: PodMetrics[][]) {
  const series = new Map<string, Series>();
  for (const { at, pod, samples } of scrapes.flat()) {
    for (const { name, labels, value } of samples) {
      const metric = { __name__: name, job: 'spicedb', namespace: 'authz', pod, ...labels };
      const key = JSON.stringify(metric);
      const known: Series = series.get(key) ?? { metric, values: [] };
      series.set(key, known);
      known.values.push([at / 1000, String(value)]);
    }
  }
  return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [...series.values()] } });
}

describe('what Prometheus knows of the ring', () => {
  it('is asked for in one question that names pods, families and services', () => {
    expect(prometheusQuery('authz', ['checkout-a', 'checkout-b.1'])).toMatch(
      /^\{__name__=~"kuberesolver_addresses_total\|.*",namespace="authz",pod=~"checkout-a\|checkout-b\\\\\.1",grpc_service=~"\|dispatch\\\\\.v1\\\\\.DispatchService\|authzed\\\\\.api\\\\\.v1\\\\\.PermissionsService"\}\[3m\]$/,
    );
  });

  it('comes to the same counts as the pages of the pods themselves', () => {
    const scrapes = ringTimeline('ring-healthy').map(each => each.metrics);
    const told = readPrometheus(matrixOf(scrapes));
    expect(told.size).toBeGreaterThan(1);
    for (const last of scrapes.at(-1)!) {
      const metrics = told.get(last.pod)!;
      expect(metrics.at).toBe(last.at);
      expect(lookAt(metrics)).toEqual(lookAt(last));
      const { before } = metrics;
      const own = scrapes.flat().find(each => each.pod === last.pod && each.at === before!.at)!;
      expect(last.at - own.at).toBeGreaterThanOrEqual(4_500);
      expect(pairOf(lookAt({ pod: last.pod, ...before! }), lookAt(metrics))).toEqual(
        pairOf(lookAt(own), lookAt(last)),
      );
    }
  });

  it('holds no series that the newest scrape did not have, and no second look where there was one', () => {
    const [scrape] = ringTimeline('ring-healthy')[0].metrics;
    const samples = scrape.samples.slice(0, 1);
    const later = { ...scrape, at: scrape.at + 1000, samples };
    const told = readPrometheus(matrixOf([[scrape], [later]])).get(scrape.pod)!;
    expect(told.samples).toHaveLength(1);
    expect(told.before).toBeUndefined();
  });

  it.each([
    ['{"status":"error","errorType":"bad_data","error":"invalid parameter"}', 'invalid parameter'],
    ['{"status":"success","data":{}}', 'no result'],
    ['<html>', 'JSON'],
  ])('says what is wrong with %s', (body, message) => {
    expect(() => readPrometheus(body)).toThrow(message);
  });
});
