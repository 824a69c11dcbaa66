import { createMockDirectory } from '@backstage/backend-test-utils';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { parse } from 'yaml';
import { portalOver } from '../../__testUtils__/portal';
import { checkpointKeeping, checkpointTelling, runAction } from '../../__testUtils__/runAction';
import { createPushBranchAction } from './pushBranch';
import { examples } from './pushBranch.examples';

const path = 'instances/development/checkout/values.yaml';

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('spicedb:git:push-branch', () => {
  const directory = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    directory.setContent({ workspace: { [path]: 'engine: memory\n' } });
    server = await startGitServer();
  });
  afterEach(() => server.stop());

  const action = (spicedb = {}, more = {}) => createPushBranchAction(portalOver(server.url, spicedb, more));
  const files = [{ path, change: 'added' }];
  const commits = async () => Number((await server.git('rev-list', '--count', 'main')).trim());

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [step] = parse(example).steps;
    directory.setContent({ workspace: { [step.input.sourcePath ?? '.']: { [path]: 'engine: memory\n' } } });
    const output = await runAction(action(), step.input, directory);

    const branch = step.input.branch ?? 'main';
    expect(output).toEqual({
      commit: (await server.git('rev-parse', branch)).trim(),
      branch,
      repository: server.url,
      pushed: true,
    });
    expect(await server.git('show', `${branch}:${path}`)).toBe('engine: memory\n');
  });

  it('says that nothing was to do when it is run again', async () => {
    const first = await runAction(action(), { files, message: 'Add checkout' }, directory);
    const second = await runAction(action(), { files, message: 'Add checkout' }, directory);
    expect(second).toEqual({ ...first, pushed: false });
    expect(await commits()).toBe(2);
  });

  it('does not push again when a task goes on after its checkpoint', async () => {
    const output = await runAction(action(), { files, message: 'Add checkout' }, directory, {
      checkpoint: checkpointKeeping({ branch: 'main', commit: 'c0ffee', pushed: true }),
    });
    expect(output).toMatchObject({ branch: 'main', commit: 'c0ffee', pushed: true });
    expect(await commits()).toBe(1);
  });

  it('keeps nothing secret in its checkpoint', async () => {
    const { host } = new URL(server.url);
    server.options.credentials = { username: 'portal', password: 'not-for-everyone' };
    const kept: unknown[] = [];
    const integrations = {
      gitea: [{ host, baseUrl: `http://${host}`, username: 'portal', password: 'not-for-everyone' }],
    };
    await runAction(action({}, { integrations }), { files, message: 'Add checkout' }, directory, {
      checkpoint: checkpointTelling((key, value) => kept.push(key, value)),
    });
    expect(kept).toEqual([
      `push.${server.url}.main`,
      { branch: 'main', commit: expect.any(String), pushed: true },
    ]);
    expect(await commits()).toBe(2);
  });

  it('tells who asked for the change, and makes a known person its author', async () => {
    await runAction(action(), { files, message: 'Add checkout' }, directory, {
      user: {
        ref: 'user:default/jo',
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'jo' },
          spec: { profile: { displayName: 'Jo March', email: 'jo@example.com' } },
        },
      },
    });
    expect(await server.git('log', '-1', '--format=%an <%ae>%n%B', 'main')).toBe(
      'Jo March <jo@example.com>\nAdd checkout\n\nRequested-by: user:default/jo\n\n',
    );
  });

  it('takes the author from the configuration of the scaffolder otherwise', async () => {
    const defaultAuthor = { name: 'Portal', email: 'portal@example.com' };
    await runAction(
      action({}, { scaffolder: { defaultAuthor } }),
      { files, message: 'Add checkout' },
      directory,
    );
    expect(await server.git('log', '-1', '--format=%an <%ae>', 'main')).toBe('Portal <portal@example.com>\n');
  });

  it('pushes nothing in a dry run', async () => {
    const output = await runAction(action(), { files, message: 'Add checkout' }, directory, {
      isDryRun: true,
    });
    expect(output).toEqual({ commit: 'dry-run', branch: 'main', repository: server.url, pushed: false });
    expect(await commits()).toBe(1);
  });

  it('refuses in a dry run what a push would refuse', async () => {
    await server.commit({ [path]: 'engine: postgres\n' });
    await expect(
      runAction(action(), { files, message: 'Add checkout' }, directory, { isDryRun: true }),
    ).rejects.toThrow(`the repository holds other work at ${path}`);
  });

  it.each([
    ['/etc/passwd', 'must be relative to the repository'],
    ['../outside.yaml', 'must not contain "." or ".."'],
    ['instances/../../outside.yaml', 'must not contain "." or ".."'],
    ['.git/config', 'must not lead into .git'],
    ['instances/.GIT/hooks/post-checkout', 'must not lead into .git'],
    ['C:/windows', 'must be relative'],
    ['a\\b', 'must use "/"'],
    ['missing.yaml', 'is not in the workspace'],
  ])('refuses the path %s', async (bad, reason) => {
    const input = { files: [...files, { path: bad, change: 'added' }], message: 'm' };
    await expect(runAction(action(), input, directory)).rejects.toThrow(reason);
    expect(await commits()).toBe(1);
  });

  it('does not follow a link in the workspace', async () => {
    directory.setContent({
      'outside.yaml': 'not yours\n',
      workspace: {
        'link.yaml': ({ symlink }) => symlink('../outside.yaml'),
        folder: ({ symlink }) => symlink('..'),
      },
    });
    for (const linked of ['link.yaml', 'folder/outside.yaml']) {
      const input = { files: [{ path: linked, change: 'added' }], message: 'm' };
      await expect(runAction(action(), input, directory)).rejects.toThrow('symbolic link');
    }
  });

  it.each(['', '-x', 'a..b', 'a//b', 'a/', 'a.lock', 'a b', '.hidden', 'refs/heads/../x', 'a\nb'])(
    'refuses the branch %j',
    async branch => {
      await expect(runAction(action(), { files, message: 'm', branch }, directory)).rejects.toThrow(
        'is no name for a branch',
      );
    },
  );

  it('sends the portal to no host that it does not know', async () => {
    const input = (repository: string) => ({ files, message: 'm', repository });
    await expect(runAction(action(), input('https://elsewhere.example/x.git'), directory)).rejects.toThrow(
      'the portal knows no host elsewhere.example',
    );
    await expect(runAction(action(), input('ssh://git@elsewhere.example/x.git'), directory)).rejects.toThrow(
      'begin with https:// or http://',
    );
    await expect(runAction(action(), input('file:///srv/x.git'), directory)).rejects.toThrow(
      'begin with https:// or http://',
    );
    await expect(
      runAction(action(), input('https://jo:hunter2@elsewhere.example/x.git'), directory),
    ).rejects.toThrow('the address on elsewhere.example has a login in it');
  });

  it('offers its schema and a dry run to the page of installed actions', () => {
    const { schema, supportsDryRun } = action();
    expect(supportsDryRun).toBe(true);
    expect(Object.keys(schema?.input?.properties ?? {})).toEqual([
      'files',
      'message',
      'sourcePath',
      'repository',
      'branch',
      'startFrom',
    ]);
  });
});
