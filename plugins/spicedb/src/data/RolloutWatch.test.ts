import type {
  Assess,
  Assessment,
  Profile,
  Snapshot,
  SourceName,
  StageState,
  WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { FakeCluster, json, status } from './fakeCluster';
import { RolloutWatch, type WatchSettings } from './RolloutWatch';

const ref: WorkloadRef = {
  name: 'checkout',
  cluster: 'eu-1',
  namespace: 'authz',
  labelSelector: 'app=checkout',
};
/** With all that an instance can have: a ring, and an Argo CD Application on another cluster. */
const delivered: WorkloadRef = {
  ...ref,
  ringService: 'checkout',
  application: { name: 'checkout', namespace: 'argocd', cluster: 'hub' },
};
const podNamed = (name: string) => ({ metadata: { name } });
const profile = { container: 'spicedb', isMigration: () => true, isMember: () => true } as never as Profile;
const settings: WatchSettings = {
  restingMs: 15_000,
  patienceMs: 10_000,
  largestAnswerBytes: 1_000_000,
};

/** Judges as little as possible: the state that the test sets. */
function setUp(more: { state?: StageState; settings?: Partial<WatchSettings>; ref?: WorkloadRef } = {}) {
  const cluster = new FakeCluster()
    .items(/./, [])
    .items(/\/deployments/, [podNamed('checkout')])
    .items(/\/endpoints/, [podNamed('checkout')])
    .answer(/\/endpoints\/checkout$/, () => json(podNamed('checkout')))
    .items(/\/applications/, [podNamed('checkout')])
    .answer(/\/applications\/checkout$/, () => json(podNamed('checkout')));
  const judged: { current: Snapshot; previous?: Snapshot; now: number }[] = [];
  let state: StageState = more.state ?? 'ok';
  const assess: Assess = ({ current, previous, now }): Assessment => {
    judged.push({ current, previous, now });
    return {
      verdict: { state, sentence: { key: 'any' } },
      asOf: current.at,
      stale: false,
      stages: [{ id: 'dispatch', state, headline: { key: 'any' }, findings: [] }],
      facts: { pods: [], versions: [] },
    };
  };
  const watch = new RolloutWatch(more.ref ?? ref, {
    proxy: cluster,
    profile,
    assess,
    settings: { ...settings, ...more.settings },
    chance: () => 0.5,
  });
  return {
    cluster,
    judged,
    watch,
    judgeAs: (next: StageState) => {
      state = next;
    },
    rounds: () => judged.length,
  };
}

function hideDocument(hidden: boolean) {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const nobody = () => {};

describe('watching a rollout', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    hideDocument(false);
  });
  afterEach(() => {
    jest.useRealTimers();
    hideDocument(false);
  });

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
    expect(cluster.asked).toHaveLength(10);
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

  it('reads nothing before somebody looks and nothing after the last has left', async () => {
    const { watch, rounds } = setUp();
    await pass(60_000);
    expect(rounds()).toBe(0);
    const stopFirst = watch.subscribe(() => {});
    const stopSecond = watch.subscribe(() => {});
    await pass(10);
    expect(rounds()).toBe(1);
    stopFirst();
    await pass(15_000);
    expect(rounds()).toBe(2);
    stopSecond();
    await pass(600_000);
    expect(rounds()).toBe(2);
  });

  it('goes on with the round that is under way for who comes back within a moment', async () => {
    const { watch, cluster, rounds } = setUp();
    let answerJobs = (_: Response) => {};
    cluster.answer(/\/jobs\?/, () => new Promise<Response>(resolve => (answerJobs = resolve)));
    const stop = watch.subscribe(() => {});
    await pass(10);
    const asked = cluster.asked.length;
    stop();
    await pass(4_000);
    const stopAgain = watch.subscribe(() => {});
    answerJobs(json({ items: [] }));
    await pass(10);
    expect(rounds()).toBe(1);
    expect(cluster.asked.length).toBe(asked);
    stopAgain();
  });

  it('reads at once for who comes back after a round was cut short', async () => {
    const { watch, cluster, rounds } = setUp();
    cluster.answer(/\/jobs\?/, () => new Promise<Response>(() => {}));
    const stop = watch.subscribe(() => {});
    await pass(10);
    stop();
    await pass(6_000);
    cluster.items(/\/jobs\?/, []);
    const stopAgain = watch.subscribe(() => {});
    await pass(100);
    expect(rounds()).toBe(1);
    expect(watch.getView().assessment).toBeDefined();
    stopAgain();
  });

  it('drops what is under way for who wants all of it read now', async () => {
    const { watch, cluster, rounds } = setUp();
    const stop = watch.subscribe(nobody);
    await pass(10);
    cluster.answer(/watch=true/, () => new Promise<Response>(() => {}));
    await pass(15_500);
    watch.refresh();
    await pass(10);
    expect(rounds()).toBe(2);
    expect(cluster.pathsAsked(/\/pods\?labelSelector=[^&]+$/)).toHaveLength(2);
    expect(watch.getView().reading).toBe(false);
    stop();
  });

  it('rests while the document is hidden and reads when it is shown again', async () => {
    const { watch, rounds } = setUp();
    const stop = watch.subscribe(nobody);
    await pass(10);
    hideDocument(true);
    await pass(600_000);
    expect(rounds()).toBe(1);
    hideDocument(false);
    await pass(10);
    expect(rounds()).toBe(2);
    stop();
  });

  it('is paused and resumed by its reader, and read again on request', async () => {
    const { watch, rounds } = setUp();
    const stop = watch.subscribe(nobody);
    await pass(10);
    watch.pause();
    await pass(600_000);
    expect(rounds()).toBe(1);
    expect(watch.getView().paused).toBe(true);
    watch.refresh();
    await pass(10);
    expect(rounds()).toBe(2);
    await pass(600_000);
    expect(rounds()).toBe(2);
    watch.resume();
    await pass(10);
    expect(rounds()).toBe(3);
    stop();
  });

  it('reads more often while something moves', async () => {
    const { watch, rounds } = setUp({ state: 'progressing' });
    const stop = watch.subscribe(nobody);
    await pass(30_000);
    expect(rounds()).toBeGreaterThanOrEqual(6);
    stop();
  });

  it('backs off while the cluster fails, and heals without a reload', async () => {
    const { watch, cluster, rounds } = setUp();
    cluster.answer(/./, () => status(500, 'InternalError'));
    const stop = watch.subscribe(nobody);
    await pass(300_000);
    const whileFailing = rounds();
    expect(whileFailing).toBeLessThan(8);
    cluster.items(/./, []);
    await pass(130_000);
    expect(rounds()).toBeGreaterThan(whileFailing);
    expect(watch.getView().assessment?.verdict.state).toBe('ok');
    stop();
  });

  it('shows what it has when judging itself fails, and goes on', async () => {
    const { watch, judged } = setUp();
    const stop = watch.subscribe(nobody);
    await pass(10);
    judged.push = () => {
      throw new Error('a mistake of ours');
    };
    watch.refresh();
    await pass(10);
    expect(watch.getView()).toMatchObject({
      failure: 'a mistake of ours',
      assessment: { verdict: { state: 'ok' } },
    });
    stop();
  });

  it('tells its listeners only of what changed', async () => {
    const { watch } = setUp();
    const seen: boolean[] = [];
    const stop = watch.subscribe(() => seen.push(watch.getView().reading));
    await pass(10);
    expect(seen).toEqual([true, false]);
    await pass(15_000);
    expect(seen).toEqual([true, false, false]);
    stop();
  });

  it('takes the time from the answers where this machine has it wrong', async () => {
    const { watch, cluster, judged } = setUp();
    const hour = 3_600_000;
    cluster.answer(/./, () =>
      json({ items: [] }, { headers: { date: new Date(Date.now() + hour).toUTCString() } }),
    );
    const stop = watch.subscribe(nobody);
    await pass(10);
    expect(Math.abs(judged[0].now - (Date.now() + hour))).toBeLessThan(2000);
    expect(Math.abs(watch.getView().clockOffsetMs - hour)).toBeLessThan(2000);
    stop();
  });

  describe('and its metrics', () => {
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

    it('asks at most every 15 seconds while dispatch is looked at or in doubt', async () => {
      const { watch, scrapes, judgeAs } = withPod('progressing');
      const stop = watch.subscribe(nobody);
      await pass(61_000);
      expect(scrapes()).toBeGreaterThanOrEqual(4);
      expect(scrapes()).toBeLessThanOrEqual(5);
      judgeAs('ok');
      await pass(20_000);
      const before = scrapes();
      const lookAway = watch.lookAtDispatch();
      await pass(61_000);
      expect(scrapes()).toBeGreaterThan(before + 2);
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
});
