import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { instanceFiles, openWorkshop, until } from './testing/sandbox.ts';
import type { Workshop } from './testing/sandbox.ts';
import type { ReplayReport } from './replay/stage.ts';
import type { Sandbox } from './sandbox.ts';
import type { KubernetesObject } from './timeline/index.ts';

interface Reports {
  replays: ReplayReport[];
  problems: string[];
}

/** What users do, one commit after the other, and what the replay makes of it. */
describe('from commit to commit', () => {
  let workshop: Workshop;
  let sandbox: Sandbox;
  const speed = 20;

  const get = async <T>(path: string) => (await (await fetch(`${sandbox.kubernetesUrl}${path}`)).json()) as T;
  const reports = () => get<Reports>('/sandbox');
  // The repository begins with a few instances of its own.
  const ours = async () => (await reports()).replays.filter(({ instance }) => instance.startsWith('test/'));
  const reportOf = async (name: string) => (await ours()).find(({ instance }) => instance === `test/${name}`);
  const pod = (name: string) =>
    get<KubernetesObject & { status?: { phase: string } }>(`/api/v1/namespaces/${name}/pods/${name}-1`);
  const revisionOf = async (name: string) =>
    (
      await get<{ status: { sync: { revisions: string[] } } }>(
        `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${name}`,
      )
    ).status.sync.revisions[0];
  const files = (name: string) => instanceFiles(name, name, sandbox.repositoryUrl);
  const valuesOf = (name: string) => `instances/test/${name}/values.yaml`;

  beforeEach(async () => {
    workshop = openWorkshop();
    sandbox = await workshop.start({ speed });
  });
  afterEach(() => workshop.end());

  it('a failing case waits for its user, and heals with the commit that follows', async () => {
    await workshop.push(sandbox.repositoryUrl, {
      ...files('orders'),
      'instances/test/orders/replay.txt': 'migration-password-refused\n',
    });
    const waiting = await until(
      () => reportOf('orders'),
      report => report?.state === 'waiting',
    );
    assert.equal(waiting?.waitsFor, 'the password was corrected');
    assert.equal((await pod('orders')).status?.phase, 'Failed');

    const fix = await workshop.push(sandbox.repositoryUrl, {
      [valuesOf('orders')]: 'image: {tag: v1.56.0}\n# fixed\n',
    });
    await until(
      () => pod('orders'),
      found => found.status?.phase === 'Succeeded',
    );
    assert.equal(await revisionOf('orders'), fix);
  });

  it('a user who has no commit to make says that it was done', async () => {
    await workshop.push(sandbox.repositoryUrl, {
      ...files('orders'),
      'instances/test/orders/replay.txt': 'migration-password-refused',
    });
    await until(
      () => reportOf('orders'),
      report => report?.state === 'waiting',
    );
    const act = () => fetch(`${sandbox.kubernetesUrl}/sandbox/continue/test/orders`, { method: 'POST' });
    assert.equal((await act()).status, 200);
    assert.equal((await act()).status, 409);
    await until(
      () => pod('orders'),
      found => found.status?.phase === 'Succeeded',
    );
  });

  it('a changed instance replays the upgrade, its neighbour does not', async () => {
    const first = await workshop.push(sandbox.repositoryUrl, { ...files('orders'), ...files('stock') });
    await until(
      () => reportOf('orders'),
      report => report?.state === 'ended',
    );
    const second = await workshop.push(sandbox.repositoryUrl, {
      [valuesOf('orders')]: 'image: {tag: v1.60.0}\n',
    });
    assert.equal((await reportOf('orders'))?.case, 'upgrade-with-migration');
    await until(
      () => revisionOf('orders'),
      revision => revision === second,
    );
    assert.equal((await reportOf('stock'))?.case, 'first-install');
    assert.equal(await revisionOf('stock'), first);
  });

  it('another speed counts for replays that begin after it', async () => {
    const setSpeed = (body: string) =>
      fetch(`${sandbox.kubernetesUrl}/sandbox/speed`, { method: 'PUT', body });
    assert.equal((await setSpeed('fast')).status, 400);
    assert.equal((await setSpeed('0.001')).status, 200);
    await workshop.push(sandbox.repositoryUrl, files('slow'));
    await setSpeed('1000');
    await workshop.push(sandbox.repositoryUrl, files('quick'));
    await until(
      () => reportOf('quick'),
      report => report?.state === 'ended',
    );
    assert.equal((await reportOf('slow'))?.state, 'playing');
  });

  it('instances of one recording do not share the ids of their objects', async () => {
    await workshop.push(sandbox.repositoryUrl, { ...files('orders'), ...files('stock') });
    await until(
      () => reportOf('stock'),
      report => report?.state === 'ended',
    );
    const { items } = await get<{ items: KubernetesObject[] }>('/api/v1/pods');
    const uidOf = (namespace: string) =>
      items.find(({ metadata }) => metadata.namespace === namespace)?.metadata.uid;
    assert.notEqual(uidOf('orders'), uidOf('stock'));
  });

  it('a removed instance is gone from the cluster', async () => {
    await workshop.push(sandbox.repositoryUrl, files('orders'));
    await until(
      () => reportOf('orders'),
      report => report?.state === 'ended',
    );
    await workshop.push(
      sandbox.repositoryUrl,
      Object.fromEntries(Object.keys(files('orders')).map(path => [path, undefined])),
    );
    assert.deepEqual(await ours(), []);
    assert.deepEqual((await get<{ items: unknown[] }>('/api/v1/namespaces/orders/pods')).items, []);
  });

  it('what cannot be read is told, and the rest is replayed', async () => {
    await workshop.push(sandbox.repositoryUrl, {
      ...files('orders'),
      ...files('broken'),
      'instances/test/broken/application.yaml': 'metadata: [',
      'instances/test/orders/replay.txt': 'no-such-case',
    });
    const { problems } = await reports();
    assert.deepEqual(
      (await ours()).map(({ instance }) => instance),
      ['test/orders'],
    );
    assert.match(problems.join('\n'), /instances\/test\/broken\/application\.yaml is not readable YAML/);
    assert.match(
      problems.join('\n'),
      /replay\.txt asks for "no-such-case".*first-install, migration-password-refused/,
    );
    assert.deepEqual(workshop.complaints.slice(-problems.length), problems);
  });

  it('the next run goes on where this one stood, a fresh one forgets', async () => {
    const commit = await workshop.push(sandbox.repositoryUrl, files('orders'));
    const created = (
      await until(
        () => pod('orders'),
        found => found.metadata?.name === 'orders-1',
      )
    ).metadata;
    await sandbox.stop();

    sandbox = await workshop.start({ speed });
    assert.equal(
      await workshop.git('ls-remote', sandbox.repositoryUrl, 'main').then(line => line.slice(0, 40)),
      commit,
    );
    assert.equal((await pod('orders')).metadata.creationTimestamp, created.creationTimestamp);
    await sandbox.stop();

    sandbox = await workshop.start({ speed, fresh: true });
    assert.deepEqual(await ours(), []);
  });
});
