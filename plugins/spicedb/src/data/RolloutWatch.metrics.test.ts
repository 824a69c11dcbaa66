import type { Snapshot, StageState } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { nobody, pass, setUp, withTimeOfOurs } from './watchInTests';

describe('the metrics of a watch', () => {
  withTimeOfOurs();

  const metrics = { pods: { scheme: 'http' as const, port: 9090 }, mostPods: 10 };
  const pod = {
    metadata: { name: 'checkout-a' },
    status: { phase: 'Running', containerStatuses: [{ name: 'spicedb', ready: true }] },
  };
  const withPod = (state: StageState) => {
    const all = setUp({ state, settings: { metrics } });
    all.cluster.items(/\/pods\?/, [pod]).answer(/\/proxy\/metrics$/, () => new Response('a 1\n'));
    return { ...all, scrapes: () => all.cluster.pathsAsked(/\/proxy\//).length };
  };

  it('judges without them first, and asks for them at once after that', async () => {
    const { watch, cluster, judged, scrapes } = withPod('ok');
    let scrape = (_: Response) => {};
    cluster.answer(/\/proxy\/metrics$/, () => new Promise<Response>(resolve => (scrape = resolve)));
    const stop = watch.subscribe(nobody);
    await pass(10);
    expect(watch.getView().assessment).toBeDefined();
    expect(judged[0].current.metrics['checkout-a']).toMatchObject({ reason: { kind: 'notYet' } });
    expect(scrapes()).toBe(1);
    const asked = cluster.asked.length;
    scrape(new Response('a 1\n'));
    await pass(10);
    expect(judged[1].current.metrics['checkout-a'].state).toBe('seen');
    expect(cluster.asked.length).toBe(asked);
    stop();
  });

  it('asks for them once while dispatch is well and nobody looks at it', async () => {
    const { watch, scrapes } = withPod('ok');
    const stop = watch.subscribe(nobody);
    await pass(120_000);
    expect(scrapes()).toBe(1);
    stop();
  });

  it('asks once more when a pod has come that was not asked yet', async () => {
    const { watch, cluster, scrapes } = withPod('ok');
    const stop = watch.subscribe(nobody);
    await pass(60_000);
    expect(scrapes()).toBe(1);
    cluster.items(/\/pods\?/, [pod, { ...pod, metadata: { name: 'checkout-b' } }]);
    await pass(120_000);
    expect(cluster.pathsAsked(/checkout-b:9090/)).toHaveLength(1);
    stop();
  });

  it('asks at most every 15 seconds while dispatch is in doubt', async () => {
    const { watch, scrapes } = withPod('progressing');
    const stop = watch.subscribe(nobody);
    await pass(61_000);
    expect(scrapes()).toBeGreaterThanOrEqual(4);
    expect(scrapes()).toBeLessThanOrEqual(5);
    stop();
  });

  it('compares soon, and then asks once a minute while dispatch is looked at and well', async () => {
    const { watch, scrapes } = withPod('ok');
    const stop = watch.subscribe(nobody);
    const lookAway = watch.lookAtDispatch();
    await pass(40_000);
    expect(scrapes()).toBe(2);
    await pass(180_000);
    expect(scrapes()).toBeGreaterThanOrEqual(4);
    expect(scrapes()).toBeLessThanOrEqual(5);
    lookAway();
    stop();
  });

  it('compares each sample with the one before it, never with itself', async () => {
    const { watch, judged } = withPod('progressing');
    const stop = watch.subscribe(nobody);
    await pass(61_000);
    const sampledAt = (snapshot?: Snapshot) => {
      const answer = snapshot?.metrics['checkout-a'];
      return answer?.state === 'seen' ? answer.value.at : undefined;
    };
    const pairs = judged.filter(({ previous }) => sampledAt(previous) !== undefined);
    expect(pairs.length).toBeGreaterThan(5);
    for (const { current, previous } of pairs) {
      expect(sampledAt(current)! - sampledAt(previous)!).toBeGreaterThanOrEqual(5000);
    }
    stop();
  });
});
