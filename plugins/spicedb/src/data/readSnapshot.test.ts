import type { Answer, Profile, WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { FakeCluster, json, status } from './fakeCluster';
import { feedsOf } from './feeds';
import { readSnapshot, type Reading } from './readSnapshot';

const ref: WorkloadRef = {
  name: 'checkout',
  cluster: 'eu-1',
  namespace: 'authz',
  labelSelector: 'backstage.io/kubernetes-id=checkout',
  ringService: 'checkout-dispatch',
  application: { name: 'checkout', namespace: 'argocd', cluster: 'hub' },
};

const profile = {
  container: 'spicedb',
  isMigration: () => true,
  isMember: pod => pod.metadata.labels?.role === 'server',
} as Partial<Profile> as Profile;

const member = (name: string, ready: boolean, rest: object = {}) => ({
  metadata: { name, labels: { role: 'server' } },
  status: {
    phase: 'Running',
    containerStatuses: [{ name: 'spicedb', ready, restartCount: 0, state: { running: {} }, ...rest }],
  },
});

const job = {
  metadata: { name: 'checkout-migrate-1', uid: 'j1', creationTimestamp: '2025-01-01T00:00:00Z' },
};
const attempt = (name: string, state: object) => ({
  metadata: {
    name,
    creationTimestamp: '2025-01-01T00:00:01Z',
    ownerReferences: [{ kind: 'Job', name: job.metadata.name, uid: 'j1' }],
  },
  status: { containerStatuses: [{ name: 'migrate', restartCount: 0, state }] },
});

function healthy() {
  return new FakeCluster()
    .items(/\/deployments\?/, [{ metadata: { name: 'checkout' } }])
    .items(/\/statefulsets\?/, [])
    .items(/\/replicasets\?/, [])
    .items(/\/jobs\?/, [])
    .items(/\/pods\?/, [member('checkout-a', true)])
    .items(/\/poddisruptionbudgets\?/, [])
    .items(/\/horizontalpodautoscalers\?/, [])
    .items(/\/events\?/, [])
    .answer(/\/endpoints\/checkout-dispatch$/, () => json({ metadata: { name: 'checkout-dispatch' } }))
    .answer(/\/applications\/checkout$/, () => json({ metadata: { name: 'checkout' } }));
}

function reading(cluster: FakeCluster, more: Partial<Reading> = {}): Reading {
  return {
    asking: {
      proxy: cluster,
      now: () => 1000,
      patienceMs: 50,
      largestAnswerBytes: 100_000,
    },
    ref,
    profile,
    readsMetrics: false,
    feeds: feedsOf(ref),
    logs: new Map(),
    ...more,
  };
}

describe('one round of reading', () => {
  it('asks for StatefulSets only where no Deployment is seen, and not behind a cluster that is silent', async () => {
    const kinds = async (cluster: FakeCluster) => {
      await readSnapshot(reading(cluster));
      return cluster.pathsAsked(/deployments|statefulsets/).map(path => /\/(\w+)\?/.exec(path)?.[1]);
    };
    expect(await kinds(healthy())).toEqual(['deployments']);
    const both = ['deployments', 'statefulsets'];
    expect(await kinds(healthy().items(/\/deployments\?/, []))).toEqual(both);
    expect(await kinds(healthy().answer(/\/deployments\?/, () => status(403, 'Forbidden')))).toEqual(both);
    const silent = () => new Promise<Response>(() => {});
    expect(await kinds(healthy().answer(/\/deployments\?/, silent))).toEqual(['deployments']);
  });

  it('asks by the label selector, for the one Endpoints object, and Argo CD on its own cluster', async () => {
    const cluster = healthy();
    const snapshot = await readSnapshot(reading(cluster));

    expect(cluster.asked).toEqual(
      expect.arrayContaining([
        {
          cluster: 'eu-1',
          path: '/api/v1/namespaces/authz/pods?labelSelector=backstage.io%2Fkubernetes-id%3Dcheckout',
        },
        { cluster: 'eu-1', path: '/api/v1/namespaces/authz/endpoints/checkout-dispatch' },
        {
          cluster: 'hub',
          path: '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/checkout',
        },
      ]),
    );
    expect(cluster.asked).toHaveLength(9);
    for (const source of ['application', 'workloads', 'jobs', 'pods', 'endpoints', 'events'] as const) {
      expect(snapshot[source].state).toBe('seen');
    }
  });

  it('never asks for Secrets, nor for logs or metrics of what is well', async () => {
    const cluster = healthy();
    const snapshot = await readSnapshot(reading(cluster));
    expect(cluster.pathsAsked(/secrets|configmaps|\/log\?|\/proxy\//)).toEqual([]);
    expect(snapshot.metrics['checkout-a']).toEqual({
      state: 'unseen',
      reason: { kind: 'notAsked', because: 'reading metrics is not switched on' },
    });
  });

  it('does not ask for what the entity does not name', async () => {
    const cluster = healthy();
    const alone = { ...ref, application: undefined, ringService: undefined };
    const snapshot = await readSnapshot(reading(cluster, { ref: alone, feeds: feedsOf(alone) }));
    expect(cluster.pathsAsked(/applications|endpoints/)).toEqual([]);
    expect(snapshot.application).toMatchObject({ reason: { kind: 'notAsked' } });
    expect(snapshot.endpoints).toMatchObject({ reason: { kind: 'notAsked' } });
  });

  it('turns each refusal into its own reason and still reads the rest', async () => {
    const cluster = healthy()
      .answer(/\/pods\?/, () => status(403, 'Forbidden'))
      .answer(/\/jobs\?/, () => new Response('{"items": [', { status: 200 }))
      .answer(/\/events\?/, () => new Promise<Response>(() => {}))
      .answer(/\/replicasets\?/, () => json({ items: [{ metadata: { name: 'x'.repeat(200_000) } }] }))
      .answer(/\/applications\//, () => new Response('404 page not found', { status: 404 }))
      .answer(/\/endpoints\//, () => {
        throw new TypeError('Failed to fetch');
      });
    const snapshot = await readSnapshot(reading(cluster));
    const reasonOf = (answer: Answer<unknown>) => (answer.state === 'unseen' ? answer.reason : undefined);

    expect(reasonOf(snapshot.pods)).toMatchObject({ kind: 'forbidden', resource: 'pods', verb: 'list' });
    expect(reasonOf(snapshot.jobs)).toMatchObject({ kind: 'unreadable' });
    expect(reasonOf(snapshot.events)).toMatchObject({ kind: 'timedOut', afterMs: 50 });
    expect(reasonOf(snapshot.replicaSets)).toMatchObject({ kind: 'unreadable' });
    expect(reasonOf(snapshot.application)).toMatchObject({ kind: 'notInstalled', cluster: 'hub' });
    expect(reasonOf(snapshot.endpoints)).toMatchObject({ kind: 'unreachable', message: 'Failed to fetch' });
    expect(snapshot.workloads.state).toBe('seen');
  });

  it('keeps the last good answer with its age while a source fails, but not against a no', async () => {
    const cluster = healthy();
    const first = await readSnapshot(reading(cluster));
    cluster
      .answer(/\/pods\?/, () => status(500, 'InternalError', 'etcd'))
      .answer(/\/jobs\?/, () => status(403, 'Forbidden'));
    const second = await readSnapshot(
      reading(cluster, { last: first, asking: { ...reading(cluster).asking, now: () => 9000 } }),
    );
    expect(second.pods).toMatchObject({
      state: 'stale',
      at: 1000,
      value: [{ metadata: { name: 'checkout-a' } }],
      reason: { kind: 'serverError', status: 500 },
    });
    expect(second.jobs).toMatchObject({ state: 'unseen', reason: { kind: 'forbidden' } });
  });

  it('reads the log of a migration once after it ended, and each ten seconds while it runs', async () => {
    const cluster = healthy()
      .items(/\/jobs\?/, [job])
      .items(/\/pods\?/, [
        attempt('attempt-1', { terminated: { exitCode: 1 } }),
        attempt('attempt-2', { running: {} }),
      ])
      .answer(/\/log\?/, path => new Response(`log of ${path.split('/')[6]}\n`));
    const round = reading(cluster);
    const snapshot = await readSnapshot(round);
    const later = (ms: number) => ({
      ...round,
      last: snapshot,
      asking: { ...round.asking, now: () => 1000 + ms },
    });
    await readSnapshot(later(5_000));
    await readSnapshot(later(10_000));

    expect(snapshot.logs['attempt-1/migrate']).toMatchObject({
      state: 'seen',
      value: { lines: ['log of attempt-1'] },
    });
    expect(cluster.pathsAsked(/attempt-1\/log/)).toEqual([
      '/api/v1/namespaces/authz/pods/attempt-1/log?container=migrate&tailLines=200',
    ]);
    expect(cluster.pathsAsked(/attempt-2\/log/)).toHaveLength(2);
  });

  it('reads the log of a member that is not ready, of the run before it too', async () => {
    const cluster = healthy()
      .items(/\/pods\?/, [
        member('checkout-a', true),
        member('checkout-b', false, {
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 78 } },
        }),
      ])
      .answer(/\/log\?/, () => new Response('one\ntwo'));
    const snapshot = await readSnapshot(reading(cluster));
    expect(cluster.pathsAsked(/\/log\?/)).toEqual([
      '/api/v1/namespaces/authz/pods/checkout-b/log?container=spicedb&tailLines=60&previous=true',
    ]);
    expect(snapshot.logs['checkout-b/spicedb/previous']).toMatchObject({
      value: { previous: true, lines: ['one', 'two'] },
    });
  });

  it('reads the metrics of ten pods at most, and only the wanted families', async () => {
    const pods = Array.from({ length: 14 }, (_, index) => member(`checkout-${index}`, true));
    const cluster = healthy()
      .items(/\/pods\?/, pods)
      .answer(/\/proxy\/metrics$/, () => new Response('kuberesolver_addresses_total 1\nother 2\n'));
    const snapshot = await readSnapshot(
      reading(cluster, {
        metrics: { pods: { scheme: 'https', port: 9443 }, mostPods: 10 },
        readsMetrics: true,
      }),
    );
    const asked = cluster.pathsAsked(/\/proxy\//);
    expect(asked).toHaveLength(10);
    expect(asked[0]).toBe('/api/v1/namespaces/authz/pods/https:checkout-0:9443/proxy/metrics');
    expect(snapshot.metrics['checkout-0']).toMatchObject({
      state: 'seen',
      value: { at: 1000, samples: [{ name: 'kuberesolver_addresses_total', value: 1 }] },
    });
    expect(snapshot.metrics['checkout-13']).toMatchObject({ state: 'unseen' });
  });

  it('tells the warnings of the instance from those of its neighbours', async () => {
    const about = (name: string) => ({ metadata: { name: `${name}.1` }, involvedObject: { name } });
    const cluster = healthy().items(/\/events\?/, [
      about('checkout'),
      about('checkout-gone-pod'),
      about('checkoutother'),
      about('neighbour'),
    ]);
    const { events } = await readSnapshot(reading(cluster));
    expect(events).toMatchObject({ state: 'seen' });
    expect((events as { value: unknown[] }).value).toHaveLength(2);
  });
});
