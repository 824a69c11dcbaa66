import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import spicedbModule from '@spicedb-portal/backstage-plugin-scaffolder-backend-module-spicedb';
import { parse } from 'yaml';
import { startSandbox } from './__testUtils__/sandbox';
import type { Sandbox } from './__testUtils__/sandbox';
import { linkIn, startPortal } from './__testUtils__/startPortal';
import type { Json, Portal } from './__testUtils__/startPortal';
import { catalogModuleGitDiscovery } from './gitDiscovery/module';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../../..');

/** app-config.yaml as it stands, over a Git server on another port. */
function configOver(gitPort: number) {
  const text = readFileSync(resolve(root, 'app-config.yaml'), 'utf8')
    .replace(/\$\{PORTAL_ROOT:-[^}]*\}/g, root)
    .replace(/\$\{SANDBOX_GIT_PORT:-[^}]*\}/g, String(gitPort))
    .replace(/\$\{\w+:-([^}]*)\}/g, '$1');
  return parse(text);
}

describe('the portal, with the configuration of the demo', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  beforeAll(async () => {
    sandbox = await startSandbox();
    const { catalog, scaffolder, spicedb, integrations } = configOver(sandbox.gitPort);
    portal = await startPortal({ catalog, scaffolder, spicedb, integrations }, [
      catalogModuleGitDiscovery,
      gitlabModule,
    ]);
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });

  const folder = 'instances/development/orders';
  const onMain = (name: string) => sandbox.git('show', `main:${folder}/${name}`);
  const pathsOnMain = async () =>
    (await sandbox.git('ls-tree', '-r', '--name-only', 'main')).split('\n').filter(Boolean);

  const address = (path = '') =>
    `http://127.0.0.1:${sandbox.gitPort}/api/v4/projects/gitops/merge_requests${path}`;
  const newestRequest = async (): Promise<Json> => (await (await fetch(address())).json())[0];
  /** What a reviewer does with the merge request that a template has opened. */
  async function merge(output: Json): Promise<Json> {
    const request = await newestRequest();
    expect(linkIn(output, 'Look at the pull request')).toBe(request.web_url);
    expect(request.state).toBe('opened');
    const merged = await fetch(address(`/${request.iid}/merge`), { method: 'PUT' });
    expect(merged.status).toBe(200);
    return request;
  }

  it('offers the actions with examples', async () => {
    const { body } = await portal.ask('scaffolder/v2/actions');
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

  it('brings an instance from three answers into a pull request, and once merged into the catalog', async () => {
    const { status, output } = await portal.run('create-spicedb-instance', {
      name: 'orders',
      environment: 'development',
      engine: 'postgres',
    });
    expect(status).toBe('completed');
    expect(output.text[0].content).toContain('called **orders**, for development');
    expect(await pathsOnMain()).not.toContain(`${folder}/values.yaml`);

    const { description, source_branch, title } = await merge(output);
    expect(title).toBe('Add SpiceDB instance orders (development)');
    expect(description).toBe(output.text[0].content.trimEnd());
    expect(output.text[1].content).toContain(`The change is on branch \`${source_branch}\`.`);
    expect(source_branch).toMatch(/^portal\/create-orders-[0-9a-f]{8}$/);
    expect(parse(await onMain('values.yaml')).config.datastoreEngine).toBe('postgres');
    expect(await sandbox.git('branch', '--list', source_branch)).toBe('');

    const resource = await portal.until('the instance', () => portal.entity('resource', 'orders'));
    expect(resource.spec).toEqual({ type: 'spicedb-instance', owner: 'group:default/checkout' });
    expect(resource.metadata.annotations['spicedb-portal.io/cluster']).toBe('demo');
  });

  it('tells a person everything that is wrong, and writes nothing', async () => {
    const before = await sandbox.git('for-each-ref');
    const { status, error } = await portal.run('create-spicedb-instance', {
      name: 'kube-system',
      environment: 'production',
      engine: 'memory',
      replicas: 2,
    });
    expect(status).toBe('failed');
    expect(error.message).toMatch(
      /^There are \d problems:\n- name: .*\n- engine: memory is not allowed in production/,
    );
    expect(await sandbox.git('for-each-ref')).toBe(before);
  });

  it('brings in what runs already, for somebody to read', async () => {
    const { status, output } = await portal.run('import-spicedb-instance', {
      original:
        'apiVersion: authzed.com/v1alpha1\nkind: SpiceDBCluster\nmetadata:\n  name: permissions\nspec:\n  version: v1.56.0\n  secretName: permissions-config\n  config:\n    datastoreEngine: postgres\n    replicas: 3\n',
      environment: 'staging',
    });
    expect(status).toBe('completed');
    expect(output.text[0].content).toContain('`spec.config.replicas`');
    const { source_branch, description } = await newestRequest();
    expect(description).toContain('`spec.config.replicas`');
    const values = await sandbox.git('show', `${source_branch}:instances/staging/permissions/values.yaml`);
    expect(parse(values)).toMatchObject({ existingSecret: 'permissions-config', config: { replicas: 3 } });
    expect((await pathsOnMain()).join()).not.toContain('permissions');
  });

  it('changes it, each time by a pull request with the difference, and takes it out of Git again', async () => {
    const instance = 'resource:default/orders';
    const updated = await portal.run('update-spicedb-instance', {
      instance,
      changes: { size: 'large', autoscaling: {}, exposure: {}, tls: {} },
    });
    expect(updated.output.text[0].content).toContain('+    memory: 8Gi');
    expect((await merge(updated.output)).description).toContain('+    memory: 8Gi');
    expect(parse(await onMain('values.yaml')).resources.limits.memory).toBe('8Gi');

    const same = await portal.run('update-spicedb-instance', { instance, changes: { size: 'large' } });
    expect(same.output.text[1].content).toBe('There is nothing to publish.\n');
    expect(linkIn(same.output, 'Look at the pull request')).toBeUndefined();

    const rotated = await portal.run('rotate-spicedb-key', {
      instance,
      step: 'accept',
      key: 'preshared_key_2',
    });
    expect(rotated.status).toBe('completed');
    expect((await merge(rotated.output)).title).toContain('step 1 of 3');

    const removed = await portal.run('remove-spicedb-instance', {
      instance,
      confirm: 'orders',
      objects: 'remove',
    });
    expect(removed.status).toBe('completed');
    expect((await pathsOnMain()).filter(path => path.startsWith(folder))).toHaveLength(4);
    await merge(removed.output);
    expect((await pathsOnMain()).filter(path => path.startsWith(folder))).toEqual([]);
    await portal.until('its end in the catalog', async () =>
      (await portal.entity('resource', 'orders')) === undefined ? true : undefined,
    );
  });

  it('lets nobody merge what contradicts, and says which file', async () => {
    const instance = 'resource:default/loyalty';
    await portal.until('loyalty', () => portal.entity('resource', 'loyalty'));
    const large = await portal.run('update-spicedb-instance', { instance, changes: { size: 'large' } });
    const { iid } = await newestRequest();
    const medium = await portal.run('update-spicedb-instance', { instance, changes: { size: 'medium' } });
    await merge(medium.output);
    expect(large.status).toBe('completed');
    const refused = await fetch(address(`/${iid}/merge`), { method: 'PUT' });
    expect(refused.status).toBe(406);
    expect((await refused.json()).message).toContain('instances/development/loyalty/values.yaml');
  });
});

it('does not start with a wrong key in the configuration, and names it', async () => {
  const { spicedb } = configOver(3001);
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
