import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateEntities from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import spicedbModule from '@spicedb-portal/backstage-plugin-scaffolder-backend-module-spicedb';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { parse } from 'yaml';
import { catalogModuleGitDiscovery } from './gitDiscovery/module';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../../..');

/** app-config.yaml as it stands, over another repository. */
function configOver(repository: string) {
  const text = readFileSync(resolve(root, 'app-config.yaml'), 'utf8')
    .replace(/\$\{PORTAL_ROOT:-[^}]*\}/g, root)
    .replace(/\$\{\w+:-([^}]*)\}/g, '$1');
  const config = parse(text);
  config.spicedb.repository.url = repository;
  config.catalog.providers.git.instances.url = repository;
  return config;
}

type Json = Record<string, any>;

describe('the portal, with the configuration of the demo', () => {
  let server: GitServer;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let ask: (path: string, body?: object) => Promise<Json>;

  beforeAll(async () => {
    server = await startGitServer();
    const { catalog, scaffolder, spicedb, integrations } = configOver(server.url);
    backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({ data: { catalog, scaffolder, spicedb, integrations } }),
        schedulerServiceFactory,
        catalogPlugin,
        templateEntities,
        catalogModuleGitDiscovery,
        scaffolderPlugin,
        spicedbModule,
      ],
    });
    const { port } = backend.server.address() as { port: number };
    ask = async (path, body) => {
      const response = await fetch(`http://localhost:${port}/api/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    };
  });
  afterAll(async () => {
    await backend?.stop();
    await server?.stop();
  });

  async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const giveUpAt = Date.now() + 60_000;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > giveUpAt) throw new Error(`Waited in vain for ${what}`);
      // The backend runs in this very process and needs its turn.
      await new Promise(next => setTimeout(next, 50));
    }
  }
  const entity = async (kind: string, name: string) => {
    const { status, body } = await ask(`catalog/entities/by-name/${kind}/default/${name}`);
    return status === 200 ? body : undefined;
  };
  async function run(template: string, values: object): Promise<Json> {
    await until(template, () => entity('template', template));
    const { body: started } = await ask('scaffolder/v2/tasks', {
      templateRef: `template:default/${template}`,
      values,
    });
    const { status } = await until(`the end of ${template}`, async () => {
      const { body } = await ask(`scaffolder/v2/tasks/${started.id}`);
      return ['completed', 'failed'].includes(body.status) ? body : undefined;
    });
    const { body: events } = await ask(`scaffolder/v2/tasks/${started.id}/events`);
    return { status, ...events.find(({ type }: Json) => type === 'completion').body };
  }
  const onMain = (name: string) => server.git('show', `main:instances/development/checkout/${name}`);

  it('offers the actions with examples', async () => {
    const { body } = await ask('scaffolder/v2/actions');
    const ours = body.filter(({ id }: Json) => id.startsWith('spicedb:'));
    expect(ours.length).toBeGreaterThanOrEqual(5);
    for (const { description, examples, schema } of ours) {
      expect(description.length).toBeGreaterThan(40);
      expect(examples.length).toBeGreaterThan(0);
      for (const side of [schema.input, schema.output]) {
        expect(Object.keys(side.properties).length).toBeGreaterThan(0);
      }
    }
  });

  it('brings an instance from three answers into Git and into the catalog', async () => {
    const { status, output } = await run('create-spicedb-instance', {
      name: 'checkout',
      environment: 'development',
      engine: 'postgres',
    });
    expect(status).toBe('completed');
    expect(output.links).toEqual([
      { title: expect.any(String), icon: 'catalog', entityRef: 'resource:default/checkout' },
    ]);
    expect(output.text[0].content).toContain('called **checkout**, for development');
    expect(parse(await onMain('values.yaml')).config.datastoreEngine).toBe('postgres');

    const resource = await until('the instance', () => entity('resource', 'checkout'));
    expect(resource.spec).toEqual({ type: 'spicedb-instance', owner: 'group:default/checkout' });
    expect(resource.metadata.annotations['spicedb-portal.io/cluster']).toBe('demo');
  });

  it('tells a person everything that is wrong, and writes nothing', async () => {
    const head = await server.git('rev-parse', 'main');
    const { status, error } = await run('create-spicedb-instance', {
      name: 'kube-system',
      environment: 'production',
      engine: 'memory',
      replicas: 2,
    });
    expect(status).toBe('failed');
    expect(error.message).toMatch(
      /^There are \d problems:\n- name: .*\n- engine: memory is not allowed in production/,
    );
    expect(await server.git('rev-parse', 'main')).toBe(head);
  });

  it('brings in what runs already, on a branch for review', async () => {
    const { status, output } = await run('import-spicedb-instance', {
      original:
        'apiVersion: authzed.com/v1alpha1\nkind: SpiceDBCluster\nmetadata:\n  name: permissions\nspec:\n  version: v1.56.0\n  secretName: permissions-config\n  config:\n    datastoreEngine: postgres\n    replicas: 3\n',
      environment: 'staging',
    });
    expect(status).toBe('completed');
    expect(output.text[0].content).toContain('`spec.config.replicas`');
    const values = await server.git(
      'show',
      'portal/import-permissions:instances/staging/permissions/values.yaml',
    );
    expect(parse(values)).toMatchObject({ existingSecret: 'permissions-config', config: { replicas: 3 } });
    expect(await server.git('ls-tree', '-r', '--name-only', 'main')).not.toContain('permissions');
  });

  it('changes it, and takes it out of Git and of the catalog again', async () => {
    const instance = 'resource:default/checkout';
    const updated = await run('update-spicedb-instance', {
      instance,
      changes: { size: 'large', autoscaling: {}, exposure: {}, tls: {} },
    });
    expect(updated.output.text[0].content).toContain('+    memory: 8Gi');
    expect(parse(await onMain('values.yaml')).resources.limits.memory).toBe('8Gi');

    const rotated = await run('rotate-spicedb-key', { instance, step: 'accept', key: 'preshared_key_2' });
    expect(rotated.status).toBe('completed');

    const removed = await run('remove-spicedb-instance', {
      instance,
      confirm: 'checkout',
      objects: 'remove',
    });
    expect(removed.status).toBe('completed');
    expect(await server.git('ls-tree', '-r', '--name-only', 'main')).toBe('README.md\n');
    await until('its end in the catalog', async () =>
      (await entity('resource', 'checkout')) === undefined ? true : undefined,
    );
  });
});

it('does not start with a wrong key in the configuration, and names it', async () => {
  const { spicedb } = configOver('https://git.example.org/gitops.git');
  await expect(
    startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: { spicedb: { ...spicedb, argocd: { project: 'spicedb' } } },
        }),
        catalogPlugin,
        scaffolderPlugin,
        spicedbModule,
      ],
    }),
  ).rejects.toThrow('spicedb.argocd: does not know "project".');
});
