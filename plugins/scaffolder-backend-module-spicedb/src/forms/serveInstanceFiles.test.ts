import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { filesOfInstance } from '../__testUtils__/instance';
import { portalOver } from '../__testUtils__/portal';
import { serveInstanceFiles } from './serveInstanceFiles';

// A real Git runs several processes, which takes a busy machine a while.
jest.setTimeout(60_000);

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'checkout', namespace: 'default' },
  spec: { type: 'spicedb-instance', owner: 'team' },
};

let git: GitServer;
let address: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  git = await startGitServer();
  await git.commit({
    ...filesOfInstance({}, git.url),
    ...filesOfInstance({ name: 'unseen' }, git.url),
    ...filesOfInstance({ name: 'namesake' }, git.url),
    'instances/development/checkout/notes.txt': 'by hand\n',
  });
  const scaffolder = createBackendPlugin({
    pluginId: 'scaffolder',
    register({ registerInit }) {
      registerInit({
        deps: { router: coreServices.httpRouter, httpAuth: coreServices.httpAuth },
        async init({ router, httpAuth }) {
          const catalog = catalogServiceMock({
            entities: [
              entity,
              { ...entity, metadata: { name: 'gone' } },
              { ...entity, metadata: { name: 'namesake' }, spec: { type: 'database', owner: 'team' } },
            ],
          });
          serveInstanceFiles(router, { ...portalOver(git.url), catalog, httpAuth });
        },
      });
    },
  });
  const backend = await startTestBackend({ features: [scaffolder, mockServices.rootConfig.factory()] });
  address = `http://localhost:${backend.server.port()}/api/scaffolder`;
  stop = () => backend.stop();
});

afterAll(async () => {
  await stop();
  await git.stop();
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${address}${path}`, {
    ...init,
    headers: { authorization: mockCredentials.user.header(), ...init.headers },
  });

describe('the files of an instance', () => {
  it('are those that stand in Git, to the byte', async () => {
    const response = await ask('/spicedb/instances/checkout/files');
    expect(response.status).toBe(200);
    const { files } = await response.json();
    const contents = Object.fromEntries(files.map(({ path, content }: any) => [path, content]));
    expect(contents).toEqual({
      ...filesOfInstance({}, git.url),
      'instances/development/checkout/notes.txt': 'by hand\n',
    });
  });

  it('are not shown to people who do not see the instance in the catalog', async () => {
    const response = await ask('/spicedb/instances/unseen/files');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('it is not yours to see');
  });

  it('are not shown for something else of the same name', async () => {
    expect((await ask('/spicedb/instances/namesake/files')).status).toBe(404);
  });

  it('are not shown to nobody', async () => {
    const headers = { authorization: mockCredentials.none.header() };
    expect((await ask('/spicedb/instances/checkout/files', { headers })).status).toBe(401);
    const service = { authorization: mockCredentials.service.header() };
    expect((await ask('/spicedb/instances/checkout/files', { headers: service })).status).toBe(403);
  });

  it('are said to be missing where Git has none', async () => {
    const response = await ask('/spicedb/instances/gone/files');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('there is no instance \\"gone\\" on branch main');
  });

  it.each([
    '/spicedb/instances/..%2Fcheckout/files',
    '/spicedb/instances/Check/files',
    '/spicedb/instances//files',
  ])('are at no other address: %s', async path => expect((await ask(path)).status).toBe(404));

  it('are only read', async () => {
    expect((await ask('/spicedb/instances/checkout/files', { method: 'POST' })).status).toBe(404);
  });
});
