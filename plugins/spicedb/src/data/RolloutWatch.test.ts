import type {
  Assess,
  Assessment,
  Profile,
  Snapshot,
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
const profile = { container: 'spicedb', isMigration: () => true, isMember: () => true } as never as Profile;
const settings: WatchSettings = {
  restingMs: 15_000,
  patienceMs: 10_000,
  largestAnswerBytes: 1_000_000,
};

/** Judges as little as possible: the state that the test sets. */
function setUp(more: { state?: StageState; settings?: Partial<WatchSettings> } = {}) {
  const cluster = new FakeCluster().answer(/./, () => json({ items: [] }));
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
  const watch = new RolloutWatch(ref, {
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
    rounds: () => cluster.pathsAsked(/\/pods\?/).length,
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

  it('makes no more requests for two lookers than for one, over five minutes', async () => {
    const alone = setUp();
    const stopAlone = alone.watch.subscribe(nobody);
    await pass(300_000);
    stopAlone();
    const both = setUp();
    const stopCard = both.watch.subscribe(() => {});
    const stopTab = both.watch.subscribe(() => {});
    await pass(300_000);

    expect(both.cluster.asked.length).toBe(alone.cluster.asked.length);
    expect(alone.rounds()).toBe(21);
    stopCard();
    stopTab();
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

  it('reads at once for who comes back while a round was cut short', async () => {
    const { watch, cluster, rounds } = setUp();
    cluster.answer(/\/jobs\?/, () => new Promise<Response>(() => {}));
    const stop = watch.subscribe(() => {});
    await pass(10);
    stop();
    cluster.answer(/\/jobs\?/, () => json({ items: [] }));
    const stopAgain = watch.subscribe(() => {});
    await pass(100);
    expect(rounds()).toBe(2);
    expect(watch.getView().assessment).toBeDefined();
    stopAgain();
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
    cluster.answer(/./, () => json({ items: [] }));
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
    expect(seen).toEqual([true, true, false]);
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
    const metrics = { scheme: 'http' as const, port: 9090, mostPods: 10 };
    const pod = {
      metadata: { name: 'checkout-a' },
      status: { phase: 'Running', containerStatuses: [{ name: 'spicedb', ready: true }] },
    };
    const withPod = (state: StageState) => {
      const all = setUp({ state, settings: { metrics } });
      all.cluster.items(/\/pods\?/, [pod]).answer(/\/proxy\/metrics$/, () => new Response('a 1\n'));
      return { ...all, scrapes: () => all.cluster.pathsAsked(/\/proxy\//).length };
    };

    it('asks for them once while dispatch is well and nobody looks at it', async () => {
      const { watch, scrapes } = withPod('ok');
      const stop = watch.subscribe(nobody);
      await pass(120_000);
      expect(scrapes()).toBe(1);
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
