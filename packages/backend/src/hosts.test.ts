import { resolve } from 'node:path';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { BitbucketCloudIntegration, ScmIntegrations } from '@backstage/integration';
import type { ScmIntegrationsGroup } from '@backstage/integration';
import { createPublishBitbucketCloudPullRequestAction } from '@backstage/plugin-scaffolder-backend-module-bitbucket-cloud';
import bitbucketServerModule from '@backstage/plugin-scaffolder-backend-module-bitbucket-server';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { bitbucketCloud, bitbucketServer, cloudConfig } from './__testUtils__/hosts/bitbucket';
import { github } from './__testUtils__/hosts/github';
import type { PlayedHost, PullRequest } from './__testUtils__/hosts/playedHost';
import { azure, gitea } from './__testUtils__/hosts/withoutPullRequests';
import { linkIn, startPortal } from './__testUtils__/startPortal';
import type { Portal } from './__testUtils__/startPortal';

// Each host is a whole portal over a real Git, which takes a busy machine a while.
jest.setTimeout(120_000);

const root = resolve(__dirname, '../../..');
const folder = 'instances/development/orders';
const answers = { name: 'orders', environment: 'development', engine: 'postgres' };

/** The stock module's action; its integration takes no other address than the real one, so it is given here. */
const bitbucketCloudAt = (host: string): BackendFeature =>
  createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'bitbucket-cloud-here',
    register({ registerInit }) {
      registerInit({
        deps: { scaffolder: scaffolderActionsExtensionPoint, config: coreServices.rootConfig },
        async init({ scaffolder, config }) {
          const here = new BitbucketCloudIntegration(cloudConfig(host));
          const group: ScmIntegrationsGroup<BitbucketCloudIntegration> = {
            list: () => [here],
            byUrl: () => here,
            byHost: asked => (asked === host ? here : undefined),
          };
          // eslint-disable-next-line dot-notation -- the brackets are what TypeScript lets through to a private field
          const others = ScmIntegrations.fromConfig(config)['byType'];
          const integrations = new ScmIntegrations({ ...others, bitbucketCloud: group });
          scaffolder.addActions(createPublishBitbucketCloudPullRequestAction({ integrations, config }));
        },
      });
    },
  });

interface Case {
  host: PlayedHost;
  features(host: string): BackendFeature[];
  /** For a host that its address does not tell. */
  repository?: JsonObject;
}

/** The portal of a platform whose repository is on such a host. */
async function portalOn({ host: played, features, repository }: Case) {
  const opened: PullRequest[] = [];
  const server: GitServer = await startGitServer({
    path: played.path,
    credentials: played.credentials,
    beside: played.api?.({ server: () => server, opened }),
  });
  const { host } = new URL(server.url);
  const portal = await startPortal(
    {
      integrations: played.integrations(host),
      catalog: {
        locations: ['create-spicedb-instance', 'remove-spicedb-instance'].map(name => ({
          type: 'file',
          target: resolve(root, 'templates', name, 'template.yaml'),
          rules: [{ allow: ['Template'] }],
        })),
      },
      spicedb: {
        repository: { url: server.url, ...repository },
        clusters: { demo: { server: 'https://kubernetes.default.svc' } },
        argocd: { projects: ['spicedb'] },
      },
    },
    features(host),
  );
  return { portal, server, opened };
}

describe.each<[string, Case]>([
  [github.title, { host: github, features: () => [githubModule] }],
  [
    bitbucketCloud.title,
    {
      host: bitbucketCloud,
      features: host => [bitbucketCloudAt(host)],
      repository: { publish: 'bitbucketCloud' },
    },
  ],
  [bitbucketServer.title, { host: bitbucketServer, features: () => [bitbucketServerModule] }],
  [gitea.title, { host: gitea, features: () => [] }],
  [azure.title, { host: azure, features: () => [] }],
])('the shipped templates on %s', (_, one) => {
  let portal: Portal;
  let server: GitServer;
  let opened: PullRequest[];

  beforeAll(async () => {
    ({ portal, server, opened } = await portalOn(one));
  });
  afterAll(async () => {
    await portal?.stop();
    await server?.stop();
  });

  const pathsOn = async (branch: string) =>
    (await server.git('ls-tree', '-r', '--name-only', branch)).split('\n').filter(Boolean);
  const branches = async () =>
    (await server.git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).trim().split('\n');
  /** The branch of a change, which nobody sees on the main one before a person wants it there. */
  async function branchOf(topic: string): Promise<string> {
    const found = (await branches()).filter(branch => branch.startsWith(`portal/${topic}-`));
    expect(found).toHaveLength(1);
    return found[0];
  }
  const merge = async (branch: string) => {
    await server.git('update-ref', 'refs/heads/main', branch);
    await server.git('update-ref', '-d', `refs/heads/${branch}`);
  };

  /** What a person finds after a run: the page of the request, or the form for one. */
  async function expectRequest(topic: string, { status, output }: any): Promise<string> {
    expect(status).toBe('completed');
    const source = await branchOf(topic);
    const link = linkIn(output, 'Look at the pull request');
    if (!one.host.api) {
      expect(link).toBeUndefined();
      expect(linkIn(output, 'Open the pull request by hand')).toContain(encodeURIComponent(source));
      return source;
    }
    expect(linkIn(output, 'Open the pull request by hand')).toBeUndefined();
    const request = opened.at(-1)!;
    expect(link).toBe(request.page);
    expect(new URL(request.page).pathname).toMatch(/\/pull(s|-requests)?\/\d+$/);
    expect(request).toMatchObject({ source, target: 'main' });
    expect(request.description.trimEnd()).toBe(output.text[0].content.trimEnd());
    return source;
  }

  it('bring a new instance there, with one commit that says what it is', async () => {
    const branch = await expectRequest('create-orders', await portal.run('create-spicedb-instance', answers));
    expect(await pathsOn('main')).toEqual(['README.md']);
    expect(await pathsOn(branch)).toEqual([
      'README.md',
      ...['README.md', 'application.yaml', 'catalog-info.yaml', 'values.yaml'].map(
        name => `${folder}/${name}`,
      ),
    ]);
    expect(await server.git('log', '--format=%s', `main..${branch}`)).toBe(
      'Add SpiceDB instance orders (development)\n',
    );
    await merge(branch);
  });

  it('refuse an instance that is there, and leave the host alone', async () => {
    const before = [await server.git('for-each-ref'), opened.length];
    const { status, error } = await portal.run('create-spicedb-instance', answers);
    expect(status).toBe('failed');
    expect(error.message).toContain('name: there is an instance "orders" already, in development');
    expect([await server.git('for-each-ref'), opened.length]).toEqual(before);
  });

  it('refuse to take away what somebody changed while the task ran', async () => {
    const values = await server.git('show', `main:${folder}/values.yaml`);
    const requests = opened.length;
    // Between the step that reads the instance and the one that publishes the change.
    server.options.afterFetch = async () => {
      server.options.afterFetch = undefined;
      await server.commit({ [`${folder}/values.yaml`]: `${values}# by hand\n` });
    };
    const refused = await portal.run('remove-spicedb-instance', {
      instance: 'resource:default/orders',
      confirm: 'orders',
      objects: 'remove',
    });
    expect(refused.status).toBe('failed');
    expect(refused.error.message).toContain(`${folder}/values.yaml (it was changed meanwhile)`);
    expect(opened).toHaveLength(requests);
    expect(await branches()).toEqual(['main']);
    expect(await pathsOn('main')).toContain(`${folder}/values.yaml`);
  });

  it('take every file of an instance away', async () => {
    const branch = await expectRequest(
      'remove-orders',
      await portal.run('remove-spicedb-instance', {
        instance: 'resource:default/orders',
        confirm: 'orders',
        objects: 'remove',
      }),
    );
    expect(await pathsOn(branch)).toEqual(['README.md']);
  });
});
