import type { SourceName } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { status } from './fakeCluster';
import { delivered, nobody, pass, podNamed, setUp, withTimeOfOurs } from './watchInTests';

describe('what a watch asks for', () => {
  withTimeOfOurs();

  it('makes no more requests for two lookers than for one, over five minutes of a rollout', async () => {
    const fiveMinutes = async ({ cluster, watch }: ReturnType<typeof setUp>, lookers: number) => {
      const stops = Array.from({ length: lookers }, () => watch.subscribe(() => {}));
      for (let second = 0; second < 300; second += 10) {
        cluster.items(/\/pods\?/, second % 60 ? [podNamed(`checkout-${second}`)] : []);
        await pass(10_000);
      }
      stops.forEach(stop => stop());
      return cluster.asked.length;
    };
    const alone = await fiveMinutes(setUp({ state: 'progressing' }), 1);
    const both = await fiveMinutes(setUp({ state: 'progressing' }), 2);
    expect(both).toBe(alone);
    expect(alone).toBeGreaterThan(100);
  });

  it('makes no more requests for who goes to and fro between two views', async () => {
    const staying = setUp();
    const stop = staying.watch.subscribe(nobody);
    await pass(294_000);
    stop();

    const going = setUp();
    let leave = going.watch.subscribe(nobody);
    for (let round = 0; round < 58; round++) {
      await pass(4_000);
      leave();
      await pass(1_000);
      leave = going.watch.subscribe(nobody);
    }
    await pass(4_000);
    leave();
    expect(going.cluster.asked.length).toBe(staying.cluster.asked.length);
  });

  it('asks for less than two things a round while nothing happens, after all of it once', async () => {
    const { watch, cluster, rounds } = setUp({ ref: delivered });
    const stop = watch.subscribe(nobody);
    await pass(10);
    expect(cluster.asked).toHaveLength(9);
    const whole = cluster.asked.length;
    await pass(960_000);
    const later = cluster.asked.slice(whole).map(({ path }) => path);
    expect(later.filter(path => !/watch=true|fieldSelector=metadata/.test(path))).toEqual([]);
    expect(rounds() - 1).toBe(64);
    expect(later.length / (rounds() - 1)).toBeLessThan(1.9);
    stop();
  });

  it('lets no source of a verdict grow older than a turn, nor any than four', async () => {
    const { watch, judged } = setUp({ ref: delivered });
    const stop = watch.subscribe(nobody);
    await pass(1_200_000);
    const ages = (source: SourceName) =>
      judged.slice(20).map(({ current, now }) => {
        const answer = current[source];
        return answer.state === 'seen' ? now - answer.at : Infinity;
      });
    for (const source of ['pods', 'workloads'] as const) {
      expect(Math.max(...ages(source))).toBeLessThanOrEqual(15_000);
    }
    for (const source of ['application', 'jobs', 'endpoints'] as const) {
      expect(Math.max(...ages(source))).toBeLessThanOrEqual(45_000);
    }
    for (const source of ['disruptionBudgets', 'autoscalers'] as const) {
      expect(Math.max(...ages(source))).toBeLessThanOrEqual(240_000);
    }
    stop();
  });

  it('reads at once what a change touches, and goes on more quickly for a turn', async () => {
    const { watch, cluster, judged, rounds } = setUp({ ref: delivered });
    const stop = watch.subscribe(nobody);
    await pass(10);
    cluster.items(/\/pods\?/, [podNamed('checkout-a')]);
    await pass(15_000);
    expect(rounds()).toBe(2);
    const { current, now } = judged[1];
    for (const source of ['pods', 'workloads', 'endpoints'] as const) {
      expect(current[source]).toMatchObject({ state: 'seen', at: now });
    }
    await pass(20_000);
    expect(rounds()).toBe(6);
    await pass(15_000);
    expect(rounds()).toBe(7);
    stop();
  });

  it('tries a source again in each round that failed for a reason which passes', async () => {
    const { watch, cluster, judged } = setUp({ ref: delivered });
    cluster.answer(/replicasets/, () => status(500, 'InternalError'));
    const stop = watch.subscribe(nobody);
    await pass(10);
    expect(judged[0].current.replicaSets.state).toBe('unseen');
    cluster.items(/replicasets/, []);
    await pass(15_000);
    expect(judged[1].current.replicaSets.state).toBe('seen');
    stop();
  });

  it('reads more often while something moves', async () => {
    const { watch, rounds } = setUp({ state: 'progressing' });
    const stop = watch.subscribe(nobody);
    await pass(30_000);
    expect(rounds()).toBeGreaterThanOrEqual(6);
    stop();
  });

  it('asks Argo CD in each round while a rollout is under way, and for a minute after it', async () => {
    const { watch, cluster, judged, judgeAs } = setUp({ ref: delivered, state: 'progressing' });
    const rolling = (ready: number) => [
      {
        ...podNamed('checkout'),
        spec: { replicas: 2 },
        status: { replicas: 2, updatedReplicas: 2, readyReplicas: ready },
      },
    ];
    cluster.items(/\/deployments/, rolling(1));
    const stop = watch.subscribe(nobody);
    await pass(30_000);
    const agesOfApplication = () =>
      judged
        .splice(0)
        .map(({ current: { application }, now }) =>
          application.state === 'seen' ? now - application.at : Infinity,
        );
    expect(agesOfApplication().filter(age => age > 0)).toEqual([]);

    cluster.items(/\/deployments/, rolling(2));
    judgeAs('ok');
    await pass(60_000);
    const after = agesOfApplication();
    expect(after.length).toBeGreaterThan(4);
    expect(after.filter(age => age > 0)).toEqual([]);

    await pass(240_000);
    expect(agesOfApplication().filter(age => age > 0).length).toBeGreaterThan(10);
    stop();
  });
});
