import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { instanceFiles, openWorkshop, until } from './testing/sandbox.ts';
import type { Workshop } from './testing/sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import type { KubernetesObject } from './timeline/index.ts';

interface Status {
  message: string;
  reason: string;
  code: number;
}

interface Application extends KubernetesObject {
  spec: { sources: Array<{ repoURL: string }> };
  status: {
    sync: { revisions: string[] };
    operationState: { message: string; finishedAt: string };
  };
}

describe('the sandbox', () => {
  let workshop: Workshop;
  let sandbox: Sandbox;
  let commit: string;
  let pushedAt: number;

  const fetchFrom = (path: string) => fetch(`${sandbox.kubernetesUrl}${path}`);
  const get = async <T>(path: string) => (await (await fetchFrom(path)).json()) as T;
  const textOf = async (path: string) => (await fetchFrom(path)).text();
  const podNames = async (namespace: string, query = '') =>
    (await get<{ items?: KubernetesObject[] }>(`/api/v1/namespaces/${namespace}/pods?${query}`)).items?.map(
      ({ metadata }) => metadata.name,
    );
  const faults = (body?: unknown) =>
    fetch(`${sandbox.kubernetesUrl}/sandbox/faults`, {
      method: body ? 'PUT' : 'DELETE',
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const ofApplication = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/orders';

  before(async () => {
    workshop = openWorkshop();
    sandbox = await workshop.start({ fresh: true });
    pushedAt = Date.now();
    commit = await workshop.push(
      sandbox.repositoryUrl,
      instanceFiles('orders', 'team-a', sandbox.repositoryUrl),
    );
    await until(
      () => podNames('team-a'),
      names => names?.length === 2,
    );
  });
  after(() => workshop.end());

  it('gives a clone of the repository with a README and the chart', async () => {
    const clone = join(workshop.folder, 'fresh clone');
    await workshop.git('clone', '--quiet', sandbox.repositoryUrl, clone);
    assert.match(readFileSync(join(clone, 'README.md'), 'utf8'), /replay\.txt/);
    assert.match(readFileSync(join(clone, 'charts/spicedb/Chart.yaml'), 'utf8'), /^name: spicedb$/m);
    assert.equal(await workshop.git('-C', clone, 'rev-parse', 'HEAD'), commit);
  });

  it('keeps what is on main: a push that would drop commits is refused', async () => {
    const clone = join(workshop.folder, 'other history');
    await workshop.git('clone', '--quiet', sandbox.repositoryUrl, clone);
    await workshop.git('-C', clone, 'commit', '--quiet', '--amend', '--message', 'Rewrite');
    await assert.rejects(
      workshop.git('-C', clone, 'push', '--force', 'origin', 'HEAD:main'),
      /non-fast-forward/,
    );
  });

  it('plays the recording under the names of the instance, found by its label', async () => {
    assert.deepEqual(await podNames('team-a', 'labelSelector=backstage.io%2Fkubernetes-id%3Dorders'), [
      'orders-1',
      'orders-2',
    ]);
    assert.deepEqual(await podNames('team-a', 'labelSelector=backstage.io%2Fkubernetes-id%3Dother'), []);
    assert.deepEqual(await podNames('other'), []);
  });

  it('gives the Application the commits and the address of the repository', async () => {
    const found = await get<Application>(ofApplication);
    assert.deepEqual(found.status.sync.revisions, [commit, commit]);
    assert.equal(found.spec.sources[0]?.repoURL, sandbox.repositoryUrl);
    assert.equal(
      found.status.operationState.message,
      `deployed ${commit.slice(0, 7)} of instances/test/orders into team-a`,
    );
  });

  it('gives objects the times of this replay', async () => {
    const { metadata } = await get<KubernetesObject>('/api/v1/namespaces/team-a/pods/orders-1');
    const created = Date.parse(String(metadata.creationTimestamp));
    assert.ok(
      created >= pushedAt - 1000 && created <= Date.now(),
      `created at ${metadata.creationTimestamp}`,
    );
  });

  it('gives logs, whole or their end, with names and times put in', async () => {
    const log = '/api/v1/namespaces/team-a/pods/orders-1/log';
    const text = await until(
      () => textOf(log),
      found => found.includes('second line'),
    );
    assert.match(text, /orders serves in team-a/);
    assert.doesNotMatch(text, /2025-01-01|sample/);
    assert.equal(await textOf(`${log}?tailLines=1`), 'second line\n');
  });

  it('gives metrics that go on counting, and the refusal of a pod that gave none', async () => {
    const proxy = (pod: string) => `/api/v1/namespaces/team-a/pods/${pod}:9090/proxy/metrics`;
    const checks = async () => Number(/\} (\d+)/.exec(await textOf(proxy('orders-1')))?.[1]);
    await until(checks, count => count >= 30);
    assert.ok((await until(checks, count => count >= 50)) >= 50);
    assert.match(await textOf(proxy('orders-1')), /pod="orders-1"/);
    const refused = await fetchFrom(proxy('orders-2'));
    assert.equal(refused.status, 503);
    assert.match(((await refused.json()) as Status).message, /connection refused/);
  });

  it('answers a missing object, an unknown kind and a missing CRD each as an API server does', async () => {
    const missing = await get<Status>('/api/v1/namespaces/team-a/pods/nope');
    assert.deepEqual(
      [missing.code, missing.reason, missing.message],
      [404, 'NotFound', 'pods "nope" not found'],
    );
    assert.equal(
      (await get<Status>('/api/v1/foos')).message,
      'the server could not find the requested resource',
    );
    assert.equal(await textOf('/apis/metrics.k8s.io/v1beta1/pods'), '404 page not found\n');
  });

  it('lets nobody read Secrets or write', async () => {
    const secrets = await get<Status>('/api/v1/namespaces/team-a/secrets');
    assert.equal(secrets.code, 403);
    assert.match(secrets.message, /cannot list resource "secrets"/);
    const deletion = await fetch(`${sandbox.kubernetesUrl}/api/v1/namespaces/team-a/pods/orders-1`, {
      method: 'DELETE',
    });
    assert.match(
      ((await deletion.json()) as Status).message,
      /pods "orders-1" is forbidden: .* cannot delete/,
    );
    assert.equal((await podNames('team-a'))?.length, 2);
  });

  it('tells who watches what has changed since their list, and the newest version before the end', async () => {
    const watched = '/api/v1/namespaces/team-w/pods';
    const eventsAfter = async (version: string, seconds: number) => {
      const query = `watch=true&resourceVersion=${version}&allowWatchBookmarks=true&timeoutSeconds=${seconds}`;
      const lines = (await textOf(`${watched}?${query}`)).split('\n').filter(Boolean);
      return lines.map(line => JSON.parse(line) as { type: string; object: KubernetesObject & Status });
    };
    const versionOf = async () =>
      (await get<{ metadata: { resourceVersion: string } }>(watched)).metadata.resourceVersion;
    const listed = await versionOf();
    assert.deepEqual(await eventsAfter(listed, 1), []);

    await workshop.push(sandbox.repositoryUrl, instanceFiles('parcels', 'team-w', sandbox.repositoryUrl));
    await until(
      () => podNames('team-w'),
      names => names?.length === 2,
    );
    const events = await eventsAfter(listed, 3);
    const added = events.filter(({ type }) => type === 'ADDED').map(({ object }) => object.metadata.name);
    assert.deepEqual([...new Set(added)].sort(), ['parcels-1', 'parcels-2']);
    const last = events.at(-1);
    assert.equal(last?.type, 'BOOKMARK');
    const reached = String(last?.object.metadata.resourceVersion);
    assert.ok(Number(reached) >= Number(listed));
    assert.deepEqual(await eventsAfter(await versionOf(), 1), []);

    const [refusal] = await eventsAfter('1', 1);
    assert.deepEqual(
      [refusal?.type, refusal?.object.code, refusal?.object.reason],
      ['ERROR', 410, 'Expired'],
    );
  });

  it('tells several clusters apart by a prefix', async () => {
    const itemsOn = async (cluster: string) =>
      (await get<{ items: unknown[] }>(`/clusters/${cluster}/api/v1/namespaces/team-a/pods`)).items.length;
    assert.equal(await itemsOn('demo'), 2);
    assert.equal(await itemsOn('other'), 0);
  });

  it('can be discovered', async () => {
    const version = await get<{ gitVersion: string }>('/version');
    assert.equal(version.gitVersion, 'v1.34.4');
    const groups = await get<{ groups: Array<{ name: string }> }>('/apis');
    assert.ok(groups.groups.some(({ name }) => name === 'argoproj.io'));
    const { resources } = await get<{ resources: Array<{ name: string }> }>('/api/v1');
    assert.ok(resources.some(({ name }) => name === 'pods/log'));
  });

  it('answers "may I?" by what it does', async () => {
    const may = async (verb: string, resource: string) => {
      const answer = await fetch(
        `${sandbox.kubernetesUrl}/apis/authorization.k8s.io/v1/selfsubjectaccessreviews`,
        {
          method: 'POST',
          body: JSON.stringify({ spec: { resourceAttributes: { verb, resource, namespace: 'team-a' } } }),
        },
      );
      return ((await answer.json()) as { status: { allowed: boolean } }).status.allowed;
    };
    assert.deepEqual(
      [await may('list', 'pods'), await may('list', 'secrets'), await may('delete', 'pods')],
      [true, false, false],
    );
  });

  describe('with faults', () => {
    const statusOf = async (path: string) => (await fetchFrom(path)).status;
    const pods = '/api/v1/namespaces/team-a/pods';
    after(() => faults());

    it('refuses one resource and serves the others', async () => {
      await faults({ faults: [{ answer: 'forbidden', resource: 'pods' }] });
      const refusal = await get<Status>(pods);
      assert.match(refusal.message, /cannot list resource "pods" in API group "" in the namespace "team-a"/);
      assert.equal(await statusOf('/api/v1/namespaces/team-a/services'), 200);
    });

    for (const [answer, status] of [
      ['unauthorized', 401],
      ['tooManyRequests', 429],
      ['internalError', 500],
    ] as const) {
      it(`answers ${status} when asked for ${answer}`, async () => {
        await faults({ faults: [{ answer }] });
        assert.equal(await statusOf(pods), status);
      });
    }

    it('behaves as without the CRD', async () => {
      await faults({ faults: [{ answer: 'notInstalled', resource: 'applications' }] });
      assert.equal(await textOf(ofApplication), '404 page not found\n');
    });

    it('hangs, breaks off, or answers half of a document', async () => {
      await faults({ faults: [{ answer: 'hang' }] });
      await assert.rejects(fetch(sandbox.kubernetesUrl + pods, { signal: AbortSignal.timeout(200) }), {
        name: 'TimeoutError',
      });
      await faults({ faults: [{ answer: 'closed' }] });
      await assert.rejects(fetchFrom(pods), { message: 'fetch failed' });
      await faults({ faults: [{ answer: 'malformed' }] });
      await assert.rejects(get(pods), SyntaxError);
    });

    it('answers 20 MB that mean the same', async () => {
      await faults({ faults: [{ answer: 'huge' }] });
      const text = await textOf(pods);
      assert.ok(text.length > 20 * 1024 * 1024);
      assert.equal((JSON.parse(text) as { items: unknown[] }).items.length, 2);
    });

    it('strikes one cluster and leaves the other alone', async () => {
      await faults({ faults: [{ answer: 'closed', cluster: 'other' }] });
      await assert.rejects(fetchFrom('/clusters/other/api/v1/pods'));
      assert.equal(await statusOf('/clusters/demo/api/v1/pods'), 200);
    });

    it('has a clock that is an hour ahead', async () => {
      await faults({ clockAheadMs: 3_600_000 });
      const { metadata } = await get<KubernetesObject>(`${pods}/orders-1`);
      assert.ok(Date.parse(String(metadata.creationTimestamp)) > Date.now() + 3_000_000);
    });

    it('says what is wrong with a fault it does not know, and keeps the others', async () => {
      const answer = await faults({ faults: [{ answer: 'explode' }] });
      assert.equal(answer.status, 400);
      assert.match(
        ((await answer.json()) as { error: string }).error,
        /answer is "explode"; it must be one of/,
      );
    });
  });
});
