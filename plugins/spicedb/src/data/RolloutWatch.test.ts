import { json, status } from './fakeCluster';
import { delivered, hideDocument, nobody, pass, setUp, withTimeOfOurs } from './watchInTests';

describe('watching a rollout', () => {
  withTimeOfOurs();

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

  it('begins for who is about to look, and leaves off where nobody does', async () => {
    const { watch, cluster, rounds } = setUp();
    watch.begin();
    expect(cluster.pathsAsked(/\/pods\?/)).toHaveLength(1);
    const stop = watch.subscribe(nobody);
    await pass(10);
    expect(rounds()).toBe(1);
    expect(cluster.pathsAsked(/\/pods\?/)).toHaveLength(1);
    await pass(15_000);
    expect(rounds()).toBe(2);
    stop();

    const unseen = setUp();
    unseen.watch.begin();
    await pass(600_000);
    expect(unseen.rounds()).toBe(1);
  });

  it('goes on with the round that is under way for who comes back within a moment', async () => {
    const { watch, cluster, rounds } = setUp();
    let answerJobs = (_: Response) => {};
    cluster.answer(/\/jobs\?/, () => new Promise<Response>(resolve => (answerJobs = resolve)));
    const stop = watch.subscribe(() => {});
    await pass(10);
    const asked = cluster.pathsAsked(/\/(pods|jobs)\?/);
    stop();
    await pass(4_000);
    const stopAgain = watch.subscribe(() => {});
    answerJobs(json({ items: [] }));
    await pass(10);
    expect(rounds()).toBe(1);
    expect(cluster.pathsAsked(/\/(pods|jobs)\?/)).toEqual(asked);
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

  it('says that all is well before it has read what only explains trouble, and nothing else so early', async () => {
    for (const state of ['ok', 'progressing', 'degraded', 'failed', 'unknown'] as const) {
      const { watch, cluster, judged, judgedEarly } = setUp({ state, ref: delivered });
      const answers: ((response: Response) => void)[] = [];
      const later = () => new Promise<Response>(resolve => answers.push(resolve));
      cluster.answer(/\/(events|replicasets)\?/, later);
      const stop = watch.subscribe(nobody);
      await pass(10);
      expect(judged).toEqual([]);
      expect(judgedEarly).toHaveLength(1);
      expect(watch.getView().assessment?.verdict.state).toBe(state === 'ok' ? 'ok' : undefined);
      expect(watch.getView().reading).toBe(true);
      answers.forEach(answer => answer(json({ items: [] })));
      await pass(10);
      expect(judged).toHaveLength(1);
      expect(watch.getView()).toMatchObject({ reading: false, assessment: { verdict: { state } } });
      stop();
    }
  });

  it('says nothing early of what cannot be seen', async () => {
    const { watch, cluster, judgedEarly } = setUp({ ref: delivered });
    cluster.answer(/\/pods\?/, () => new Promise<Response>(() => {}));
    const stop = watch.subscribe(nobody);
    await pass(5_000);
    expect(judgedEarly).toEqual([]);
    expect(watch.getView().assessment).toBeUndefined();
    stop();
  });

  it('tells its listeners only of what changed', async () => {
    const { watch } = setUp();
    const seen: boolean[] = [];
    const stop = watch.subscribe(() => seen.push(watch.getView().reading));
    await pass(10);
    expect(seen).toEqual([true, true, false]);
    await pass(15_000);
    expect(seen).toEqual([true, true, false, false]);
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
});
