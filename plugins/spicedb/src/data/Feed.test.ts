import type { Answer, WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { FakeCluster, json, status } from './fakeCluster';
import { Feed } from './Feed';
import { alone, applicationOf, listOf } from './questions';
import type { VersionedObject } from './standing';

const ref: WorkloadRef = {
  name: 'checkout',
  cluster: 'eu-1',
  namespace: 'authz',
  labelSelector: 'app=checkout',
  application: { name: 'checkout', namespace: 'argocd', cluster: 'hub' },
};

interface Labelled extends VersionedObject {
  note?: string;
}

const object = (name: string, note = ''): Labelled => ({ metadata: { name }, note });

function setUp() {
  const cluster = new FakeCluster();
  let time = 0;
  const asking = { proxy: cluster, now: () => time, patienceMs: 50, largestAnswerBytes: 100_000 };
  return {
    cluster,
    asking,
    pass: (ms: number) => {
      time += ms;
    },
    pods: Feed.ofList<Labelled>(listOf(ref, 'pods')),
    application: Feed.ofObject<Labelled>({
      whole: applicationOf(ref.application!),
      list: alone(applicationOf(ref.application!)),
    }),
  };
}

const notes = (answer: Answer<ReadonlyMap<string, Labelled>>) =>
  answer.state === 'unseen'
    ? answer.reason
    : [...answer.value.values()].map(({ metadata, note }) => `${metadata.name}: ${note}`);

describe('following the objects of one kind', () => {
  it('asks for what changed, which is nothing while nothing changes', async () => {
    const { cluster, asking, pods } = setUp();
    cluster.items(/\/pods\?/, [object('a', 'old'), object('b')]);
    const first = await pods.read(asking, 'whole');
    const second = await pods.read(asking, 'changes');
    expect(cluster.asked[1].path).toBe(
      '/api/v1/namespaces/authz/pods?labelSelector=app%3Dcheckout&watch=true&resourceVersion=102&allowWatchBookmarks=true&timeoutSeconds=1',
    );
    expect(second.state === 'seen' && first.state === 'seen' && second.value === first.value).toBe(true);

    cluster.items(/\/pods\?/, [object('a', 'new'), object('c')]);
    expect(notes(await pods.read(asking, 'changes'))).toEqual(['a: new', 'c: ']);
    cluster.items(/\/pods\?/, []);
    expect(notes(await pods.read(asking, 'changes'))).toEqual([]);
    expect(cluster.pathsAsked(/watch=true/)).toHaveLength(3);
  });

  it('keeps the objects that did not change as they are, and drops what nobody reads', async () => {
    const { cluster, asking, pods } = setUp();
    const bookkept = { metadata: { name: 'a', managedFields: [{ manager: 'kubelet' }] } };
    cluster.items(/\/pods\?/, [bookkept, object('b')]);
    const first = await pods.read(asking, 'whole');
    cluster.items(/\/pods\?/, [bookkept, object('b', 'new')]);
    const second = await pods.read(asking, 'changes');
    if (first.state !== 'seen' || second.state !== 'seen') throw new Error('the cluster answered');
    expect(second.value.get('/a')).toBe(first.value.get('/a'));
    expect(second.value.get('/a')!.metadata.managedFields).toBeUndefined();
  });

  it('waits for a newer version once the one it has grows old', async () => {
    const { cluster, asking, pass, pods } = setUp();
    cluster.items(/\/pods\?/, []);
    await pods.read(asking, 'whole');
    cluster.items(/\/jobs\?/, [object('elsewhere')]);
    pass(31_000);
    await pods.read(asking, 'changes');
    pass(5_000);
    await pods.read(asking, 'changes');
    const asked = cluster.pathsAsked(/watch=true/);
    expect(asked[0]).toMatch(/resourceVersion=100&.*timeoutSeconds=5$/);
    expect(asked[1]).toMatch(/resourceVersion=101&.*timeoutSeconds=1$/);
  });

  it('reads all of it again when the cluster has forgotten the version', async () => {
    const { cluster, asking, pods } = setUp();
    const forgotten = { code: 410, reason: 'Expired', message: 'too old resource version', metadata: {} };
    for (const reply of [
      () => new Response(`${JSON.stringify({ type: 'ERROR', object: forgotten })}\n`),
      () => status(410, 'Expired'),
    ]) {
      cluster.items(/\/pods\?/, [object('a')]);
      await pods.read(asking, 'whole');
      cluster.items(/\/pods\?/, [object('a', 'new')]).answer(/watch=true/, reply);
      expect(notes(await pods.read(asking, 'changes'))).toEqual(['a: new']);
      cluster.items(/\/pods\?/, [object('a', 'newer')]);
      const before = cluster.asked.length;
      expect(notes(await pods.read(asking, 'changes'))).toEqual(['a: newer']);
      expect(cluster.asked.slice(before).map(({ path }) => /watch/.test(path))).toEqual([true]);
    }
  });

  it('lists where it may not watch, until somebody wants all of it read', async () => {
    const { cluster, asking, pods } = setUp();
    cluster.items(/\/pods\?/, [object('a')]).answer(/watch=true/, () => status(403, 'Forbidden'));
    await pods.read(asking, 'whole');
    expect(notes(await pods.read(asking, 'changes'))).toEqual(['a: ']);
    await pods.read(asking, 'changes');
    expect(cluster.pathsAsked(/watch=true/)).toHaveLength(1);
    await pods.read(asking, 'whole');
    await pods.read(asking, 'changes');
    expect(cluster.pathsAsked(/watch=true/)).toHaveLength(2);
  });

  it('says what the cluster says to the list, where neither is allowed', async () => {
    const { cluster, asking, pods } = setUp();
    cluster.items(/\/pods\?/, []);
    await pods.read(asking, 'whole');
    cluster.answer(/\/pods\?/, () => status(403, 'Forbidden'));
    expect(notes(await pods.read(asking, 'changes'))).toMatchObject({ kind: 'forbidden', verb: 'list' });
  });

  it('claims nothing of what it could not follow, and takes up again where it was', async () => {
    const { cluster, asking, pods } = setUp();
    cluster.items(/\/pods\?/, [object('a')]);
    await pods.read(asking, 'whole');
    cluster.answer(/watch=true/, () => status(500, 'InternalError'));
    expect(notes(await pods.read(asking, 'changes'))).toMatchObject({ kind: 'serverError', status: 500 });
    cluster.items(/\/pods\?/, [object('a', 'new')]);
    expect(notes(await pods.read(asking, 'changes'))).toEqual(['a: new']);
    expect(cluster.pathsAsked(/\/pods\?labelSelector=[^&]+$/)).toHaveLength(1);
  });

  it('reads all of it again after an answer that broke off or means nothing', async () => {
    for (const body of [
      '{"type":"MODIFIED","object":{"metad',
      '{"items":[]}',
      '{"type":"ERROR","object":{}}',
    ]) {
      const { cluster, asking, pods } = setUp();
      cluster.items(/\/pods\?/, [object('a')]);
      await pods.read(asking, 'whole');
      cluster.answer(/watch=true/, () => new Response(body));
      expect(notes(await pods.read(asking, 'changes'))).toEqual(['a: ']);
      expect(cluster.asked).toHaveLength(3);
    }
  });
});

describe('following one object', () => {
  const one = /\/applications\/checkout$/;
  const lists = /\/applications\?fieldSelector=metadata\.name/;

  it('asks for it by name at first, then for a list of only that one and its changes', async () => {
    const { cluster, asking, application } = setUp();
    cluster.answer(one, () => json(object('checkout', 'got'))).items(lists, [object('checkout', 'listed')]);
    expect(notes(await application.read(asking, 'changes'))).toEqual(['checkout: got']);
    expect(notes(await application.read(asking, 'changes'))).toEqual(['checkout: listed']);
    cluster.items(lists, [object('checkout', 'changed')]);
    expect(notes(await application.read(asking, 'changes'))).toEqual(['checkout: changed']);
    expect(cluster.asked.map(({ path }) => path.split('/').at(-1))).toEqual([
      'checkout',
      'applications?fieldSelector=metadata.name%3Dcheckout',
      'applications?fieldSelector=metadata.name%3Dcheckout&watch=true&resourceVersion=101&allowWatchBookmarks=true&timeoutSeconds=1',
    ]);
  });

  it('asks for it by name, each time, where it may not be listed', async () => {
    const { cluster, asking, application } = setUp();
    cluster.answer(one, () => json(object('checkout'))).answer(lists, () => status(403, 'Forbidden'));
    await application.read(asking, 'whole');
    await application.read(asking, 'changes');
    expect(notes(await application.read(asking, 'changes'))).toEqual(['checkout: ']);
    expect(cluster.pathsAsked(lists)).toHaveLength(1);
  });

  it('tells an object that was removed from one that could not be seen', async () => {
    const { cluster, asking, application } = setUp();
    cluster.answer(one, () => json(object('checkout'))).items(lists, [object('checkout')]);
    await application.read(asking, 'whole');
    await application.read(asking, 'changes');
    cluster
      .items(lists, [])
      .answer(one, () =>
        json({ kind: 'Status', reason: 'NotFound', details: { name: 'checkout' } }, { status: 404 }),
      );
    expect(notes(await application.read(asking, 'changes'))).toMatchObject({
      kind: 'notFound',
      resource: 'applications',
    });
    cluster.answer(one, () => json(object('checkout', 'again')));
    expect(notes(await application.read(asking, 'changes'))).toEqual(['checkout: again']);
  });
});

describe('what changes thick and fast', () => {
  const filling = 'x'.repeat(1500);
  const many = (round: number) => [object('a', `${round}${filling}`), object('b', `${round}${filling}`)];
  const short = (told: unknown) => (told as string[]).map(note => note.replace(filling, ''));

  it('is read whole while the changes are more than that, and followed again once it rests', async () => {
    const { cluster, asking, pods } = setUp();
    cluster.items(/\/pods\?/, many(0));
    await pods.read(asking, 'whole');
    for (let round = 1; round <= 5; round++) cluster.items(/\/pods\?/, many(round));
    const wasWatch = async () => {
      const before = cluster.asked.length;
      const answer = await pods.read(asking, 'changes');
      return { notes: short(notes(answer)), watched: /watch/.test(cluster.asked[before].path) };
    };
    expect(await wasWatch()).toEqual({ notes: ['a: 5', 'b: 5'], watched: true });
    cluster.items(/\/pods\?/, many(6));
    expect(await wasWatch()).toEqual({ notes: ['a: 6', 'b: 6'], watched: false });
    expect((await wasWatch()).watched).toBe(false);
    expect((await wasWatch()).watched).toBe(true);
  });

  it('is read whole at once where something else shows the change, as long as it is small', async () => {
    const { cluster, asking, pods } = setUp();
    cluster.items(/\/pods\?/, many(0));
    const first = await pods.read(asking, 'whole');
    const [a, b] = many(0);
    cluster.items(/\/pods\?/, [a, { ...b, note: 'new' }]);
    const second = await pods.read(asking, 'newest');
    expect(short(notes(second))).toEqual(['a: 0', 'b: new']);
    if (first.state !== 'seen' || second.state !== 'seen') throw new Error('the cluster answered');
    expect(second.value.get('/a')).toBe(first.value.get('/a'));
    const third = await pods.read(asking, 'newest');
    expect(third.state === 'seen' && third.value).toBe(second.value);
    expect(cluster.pathsAsked(/watch/)).toEqual([]);

    cluster.items(/\/pods\?/, [object('large', 'x'.repeat(70_000))]);
    await pods.read(asking, 'newest');
    await pods.read(asking, 'newest');
    expect(cluster.pathsAsked(/watch/)).toHaveLength(1);
  });
});
