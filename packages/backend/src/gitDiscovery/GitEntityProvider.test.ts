import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { GitEntityProvider } from './GitEntityProvider';
import { catalogModuleGitDiscovery } from './module';

const entity = (name: string, more = '') =>
  `apiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  name: ${name}\n${more}spec:\n  type: spicedb-instance\n  owner: guests\n`;
const pathOf = (name: string, environment = 'development') =>
  `instances/${environment}/${name}/catalog-info.yaml`;

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('GitEntityProvider', () => {
  let server: GitServer;
  let provider: GitEntityProvider;
  const logger = mockServices.logger.mock();
  const applyMutation = jest.fn();

  beforeEach(async () => {
    jest.clearAllMocks();
    applyMutation.mockResolvedValue(undefined);
    server = await startGitServer({ files: { [pathOf('one')]: entity('one') } });
    provider = providerOf();
    await provider.connect({ applyMutation, refresh: jest.fn() });
  });
  afterEach(() => server.stop());

  function providerOf(more = {}) {
    const source = {
      id: 'test',
      url: server.url,
      branch: 'main',
      pattern: pathOf('*', '*'),
      kinds: ['Resource'],
    };
    return new GitEntityProvider({ ...source, ...more }, logger, { run: jest.fn() });
  }
  const namesOf = (call: number): string[] =>
    applyMutation.mock.calls
      .at(call)[0]
      .entities.map((deferred: { entity: Entity }) => deferred.entity.metadata.name)
      .sort();

  it('applies what stands on the branch, with the place where it stands', async () => {
    await provider.refresh();
    expect(applyMutation).toHaveBeenCalledWith({
      type: 'full',
      entities: [
        {
          locationKey: 'git:test',
          entity: expect.objectContaining({
            kind: 'Resource',
            metadata: {
              name: 'one',
              annotations: {
                'backstage.io/managed-by-location': `git:${server.url}#main:${pathOf('one')}`,
                'backstage.io/managed-by-origin-location': `git:${server.url}#main:${pathOf('one')}`,
              },
            },
          }),
        },
      ],
    });
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringMatching(/^Read 1 entities from .* branch main at [0-9a-f]{7}$/),
    );
  });

  it('does nothing while the branch stands still, and follows it when it moves', async () => {
    await provider.refresh();
    await provider.refresh();
    expect(applyMutation).toHaveBeenCalledTimes(1);

    await server.commit({ [pathOf('two')]: entity('two') });
    await provider.refresh();
    expect(namesOf(-1)).toEqual(['one', 'two']);

    await server.commit({ [pathOf('one')]: null });
    await provider.refresh();
    expect(namesOf(-1)).toEqual(['two']);
  });

  it('reads only files that fit the pattern', async () => {
    await server.commit({
      'instances/development/two/other.yaml': entity('other'),
      'instances/development/catalog-info.yaml': entity('shallow'),
      'instances/development/two/deep/catalog-info.yaml': entity('deep'),
      'instances/.hidden/three/catalog-info.yaml': entity('hidden'),
      'elsewhere/development/four/catalog-info.yaml': entity('elsewhere'),
    });
    await provider.refresh();
    expect(namesOf(-1)).toEqual(['one']);
  });

  it('follows no symbolic link', async () => {
    const target = await server.pipe(['hash-object', '-w', '--stdin'], '/etc/hostname');
    const folder = await server.pipe(['mktree'], `120000 blob ${target.trim()}\tcatalog-info.yaml\n`);
    const environment = await server.pipe(['mktree'], `040000 tree ${folder.trim()}\tlinked\n`);
    const instances = await server.pipe(['mktree'], `040000 tree ${environment.trim()}\tdevelopment\n`);
    const root = await server.pipe(['mktree'], `040000 tree ${instances.trim()}\tinstances\n`);
    const commit = await server.git('commit-tree', root.trim(), '-p', 'main', '-m', 'Link');
    await server.git('update-ref', 'refs/heads/main', commit.trim());
    await provider.refresh();
    expect(namesOf(-1)).toEqual([]);
  });

  it('keeps the last readable version of a file that somebody broke, and takes the rest', async () => {
    await provider.refresh();
    await server.commit({ [pathOf('one')]: 'metadata: {\n', [pathOf('two')]: entity('two') });
    await provider.refresh();
    expect(namesOf(-1)).toEqual(['one', 'two']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /one\/catalog-info\.yaml cannot be read: .* at line \d+.*; its last readable version stays/,
      ),
    );
  });

  it('leaves out a file that was never readable, and says what it lacks', async () => {
    await server.commit({ [pathOf('two')]: 'kind: Resource\n' });
    await provider.refresh();
    expect(namesOf(-1)).toEqual(['one']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'the document at line 1 is no catalog entity; it needs apiVersion, kind and metadata.name; it is left out',
      ),
    );
  });

  it('takes the first of two files that declare the same entity', async () => {
    await server.commit({ [pathOf('one', 'production')]: entity('one') });
    await provider.refresh();
    expect(namesOf(-1)).toEqual(['one']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'declares resource:default/one, which instances/development/one/catalog-info.yaml declared already',
      ),
    );
  });

  it('takes no other kinds, such as templates or users', async () => {
    await server.commit({ [pathOf('two')]: entity('two').replace('Resource', 'User') });
    await provider.refresh();
    expect(namesOf(-1)).toEqual(['one']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'declares user:default/two, which is left out: only Resource may come from there',
      ),
    );
  });

  it('keeps what it has while Git cannot be read, and says so once', async () => {
    await provider.refresh();
    server.options.answerWith = 503;
    await provider.refresh();
    await provider.refresh();
    expect(applyMutation).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Cannot read http.*, branch main: .*503.* The catalog keeps what it read at [0-9a-f]{7}$/,
      ),
    );

    server.options.answerWith = undefined;
    await server.commit({ [pathOf('two')]: entity('two') });
    await provider.refresh();
    expect(namesOf(-1)).toEqual(['one', 'two']);
    expect(logger.info).toHaveBeenCalledWith(`${server.url} can be read again`);
  });

  it('gives up on a server that takes a call and stays silent, says so, and reads again when it speaks', async () => {
    const impatient = providerOf({ patienceMs: 200 });
    await impatient.connect({ applyMutation, refresh: jest.fn() });
    await provider.refresh();
    server.options.staySilent = true;
    await impatient.refresh();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('it gave no answer within 0.2 s. The catalog keeps what it read'),
    );
    server.options.staySilent = false;
    const patient = providerOf();
    await patient.connect({ applyMutation, refresh: jest.fn() });
    await patient.refresh();
    expect(namesOf(-1)).toEqual(['one']);
  });

  it('ends a look, without a complaint, when the portal ends', async () => {
    server.options.staySilent = true;
    const ending = new AbortController();
    const looking = provider.refresh(ending.signal);
    ending.abort();
    await looking;
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('keeps what it has when the branch is gone', async () => {
    await provider.refresh();
    await server.git('branch', '-m', 'main', 'trunk');
    await provider.refresh();
    expect(applyMutation).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(expect.stringContaining('the repository has no branch main'));
  });

  it('tries again what the catalog did not take', async () => {
    applyMutation.mockRejectedValueOnce(new Error('database is locked'));
    await provider.refresh();
    expect(logger.error).toHaveBeenCalledWith(expect.stringContaining('database is locked'));
    await provider.refresh();
    expect(applyMutation).toHaveBeenCalledTimes(2);
    expect(namesOf(-1)).toEqual(['one']);
  });

  it('logs in where it must, and does not ask for ever', async () => {
    server.options.credentials = { username: 'reader', password: 'right' };
    await provider.refresh();
    expect(logger.error).toHaveBeenCalledTimes(1);

    const known = providerOf({ credentials: server.options.credentials });
    await known.connect({ applyMutation, refresh: jest.fn() });
    await known.refresh();
    expect(namesOf(-1)).toEqual(['one']);
  });
});

describe('the module', () => {
  it('brings instances into the catalog by itself, and nothing but instances', async () => {
    const server = await startGitServer({
      files: {
        [pathOf('one')]: entity('one'),
        [pathOf('trick')]:
          'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: trick\nspec:\n  type: service\n  lifecycle: production\n  owner: guests\n',
      },
    });
    const backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              processingInterval: { seconds: 1 },
              providers: {
                git: {
                  test: {
                    url: server.url,
                    schedule: { frequency: { seconds: 1 }, timeout: { seconds: 10 }, scope: 'local' },
                  },
                },
              },
            },
          },
        }),
        schedulerServiceFactory,
        catalogPlugin,
        catalogModuleGitDiscovery,
      ],
    });
    try {
      const { port } = backend.server.address() as { port: number };
      const names = async () => {
        const response = await fetch(`http://localhost:${port}/api/catalog/entities`);
        return ((await response.json()) as Entity[]).map(({ kind, metadata }) => `${kind}:${metadata.name}`);
      };
      const untilSeen = async (name: string) => {
        const giveUpAt = Date.now() + 20_000;
        while (!(await names()).includes(name)) {
          if (Date.now() > giveUpAt) throw new Error(`${name} did not appear in the catalog`);
          // The backend runs in this very process and needs its turn.
          await new Promise(next => setTimeout(next, 50));
        }
      };
      await untilSeen('Resource:one');
      // What was read with the first one has been processed when a later one is seen.
      await server.commit({ [pathOf('two')]: entity('two') });
      await untilSeen('Resource:two');
      expect((await names()).sort()).toEqual(['Resource:one', 'Resource:two']);
    } finally {
      await backend.stop();
      await server.stop();
    }
  });
});
