import type { PodObject, WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { FakeCluster, json, status } from './fakeCluster';
import { readMetrics, type MetricsWish } from './readMetrics';

const ref: WorkloadRef = {
  name: 'checkout',
  cluster: 'eu-1',
  namespace: 'authz',
  labelSelector: 'app=checkout',
};
const pod = (name: string): PodObject => ({ metadata: { name }, status: { phase: 'Running' } });
const prometheus = '/prometheus-{cluster}/';
const pods = { scheme: 'http' as const, port: 9090 };

const series = (name: string, of: string, ...values: [number, string][]) => ({
  metric: { __name__: name, namespace: 'authz', pod: of },
  values,
});
const matrix = (...result: object[]) => json({ status: 'success', data: { resultType: 'matrix', result } });

function setUp(wish: Partial<MetricsWish>) {
  const cluster = new FakeCluster().answer(
    /\/proxy\/metrics$/,
    () => new Response('kuberesolver_addresses_total 2\n'),
  );
  const portal = new FakeCluster();
  const heard: number[] = [];
  const read = (...names: string[]) =>
    readMetrics(
      {
        asking: {
          proxy: cluster,
          portal,
          now: () => 1000,
          heardTime: time => heard.push(time),
          patienceMs: 50,
          largestAnswerBytes: 100_000,
        },
        ref,
        metrics: { mostPods: 10, ...wish },
        readsMetrics: true,
      },
      names.map(pod),
    );
  return { cluster, portal, heard, read };
}

describe('reading metrics', () => {
  it('asks Prometheus first, once for all pods, and reads two looks out of its answer', async () => {
    const { cluster, portal, heard, read } = setUp({ prometheus, pods });
    portal.answer(/./, () =>
      matrix(
        series('kuberesolver_addresses_total', 'a', [100, '3'], [115, '2']),
        series('kuberesolver_addresses_total', 'b', [107.5, '2']),
      ),
    );
    const metrics = await read('a', 'b', 'c');
    expect(cluster.asked).toEqual([]);
    expect(portal.asked).toHaveLength(1);
    const { pathname, searchParams } = new URL(portal.asked[0].path, 'http://portal');
    expect(pathname).toBe('/prometheus-eu-1/api/v1/query');
    expect(searchParams.get('query')).toContain('pod=~"a|b|c"');
    const sample = (value: number) => ({
      name: 'kuberesolver_addresses_total',
      labels: { namespace: 'authz' },
      value,
    });
    expect(metrics.a).toEqual({
      state: 'seen',
      at: 1000,
      value: { pod: 'a', at: 115_000, samples: [sample(2)], before: { at: 100_000, samples: [sample(3)] } },
    });
    expect(metrics.b).toMatchObject({ state: 'seen', value: { at: 107_500 } });
    expect(metrics.c).toMatchObject({ state: 'unseen', reason: { kind: 'unreadable' } });
    expect(heard).toEqual([]);
  });

  it.each([
    ['knows nothing of them', () => matrix()],
    ['fails', () => status(503, 'Unavailable')],
    ['is not there', () => new Response('Not found', { status: 404 })],
  ])('asks the pods themselves where Prometheus %s', async (_, reply) => {
    const { cluster, portal, read } = setUp({ prometheus, pods });
    portal.answer(/./, reply);
    expect(await read('a', 'b')).toMatchObject({ a: { state: 'seen' }, b: { state: 'seen' } });
    expect(cluster.asked).toHaveLength(2);
  });

  it('says why, and never that a pod is gone, where only Prometheus may be asked and fails', async () => {
    for (const [reply, words] of [
      [() => new Response('no', { status: 404 }), '404: nothing answers under this path'],
      [
        () => json({ error: { name: 'NotAllowedError' } }, { status: 403 }),
        '403: the portal or Prometheus refused',
      ],
      [() => new Promise<Response>(() => {}), 'no answer within 50 ms'],
      [() => Promise.reject(new Error('Failed to fetch')), 'Failed to fetch'],
      [() => json({ status: 'error', error: 'query timed out' }), 'query timed out'],
    ] as const) {
      const { portal, read } = setUp({ prometheus });
      portal.answer(/./, reply as () => Response);
      const { a } = await read('a');
      expect(a).toMatchObject({ state: 'unseen', reason: { kind: 'unreadable' } });
      expect(JSON.stringify(a)).toContain(words);
    }
  });

  it('stays below the proxy of the portal, whatever path an entity names', async () => {
    const { portal, read } = setUp({ prometheus: '/../../catalog/./entities?x=#' });
    await read('a');
    expect(new URL(`http://portal/api/proxy${portal.asked[0].path}`).pathname).toBe(
      '/api/proxy/catalog/entities%3Fx%3D%23/api/v1/query',
    );
  });

  it('asks for ten pods at most, and keeps what it knew of the others', async () => {
    const { portal, cluster, read } = setUp({ prometheus, pods });
    portal.answer(/./, () => matrix());
    const metrics = await read(...Array.from({ length: 14 }, (_, index) => `p${index}`));
    expect(cluster.asked).toHaveLength(10);
    expect(metrics.p13).toEqual({ state: 'unseen', reason: { kind: 'notYet' } });
  });
});
