import { FakeCluster, json, status } from './fakeCluster';
import { readFleet } from './readFleet';

const asking = (proxy: FakeCluster) => ({
  proxy,
  now: () => 1000,
  patienceMs: 1000,
  largestAnswerBytes: 1_000_000,
});
const deployment = (namespace: string, id: string, readyReplicas: number) => ({
  metadata: { name: id, namespace, labels: { 'backstage.io/kubernetes-id': id } },
  spec: { replicas: 2 },
  status: { readyReplicas, updatedReplicas: 2 },
});

describe('reading the state of every instance of a cluster', () => {
  it('takes one paged, label-selected list for each kind, not one for each instance', async () => {
    const cluster = new FakeCluster()
      .items(/statefulsets|jobs/, [])
      .answer(/deployments/, path =>
        path.includes('continue=more')
          ? json({ items: [deployment('b', 'second', 0)] })
          : json({ metadata: { continue: 'more' }, items: [deployment('a', 'first', 2)] }),
      );
    const answer = await readFleet(asking(cluster), 'eu-1');
    if (answer.state !== 'seen') throw new Error('the cluster answered');

    expect(answer.verdictOf('a', 'first')).toMatchObject({ state: 'ok' });
    expect(answer.verdictOf('b', 'second')).toMatchObject({ state: 'degraded' });
    expect(answer.verdictOf('b', 'first')).toMatchObject({ kind: 'notDeployed' });
    expect(cluster.asked).toHaveLength(4);
    expect(cluster.asked[0].path).toBe(
      '/apis/apps/v1/deployments?labelSelector=backstage.io%2Fkubernetes-id%2Capp.kubernetes.io%2Fcomponent%3Dserver&limit=500',
    );
  });

  it('says why, and claims nothing, where one of the lists is refused', async () => {
    const cluster = new FakeCluster()
      .items(/deployments|statefulsets/, [deployment('a', 'first', 2)])
      .answer(/jobs/, () => status(403, 'Forbidden'));
    expect(await readFleet(asking(cluster), 'eu-1')).toMatchObject({
      state: 'unseen',
      reason: { kind: 'forbidden', resource: 'jobs' },
    });
  });
});
