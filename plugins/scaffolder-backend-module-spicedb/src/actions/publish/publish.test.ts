import { createMockDirectory } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { parse } from 'yaml';
import { portalOver } from '../../__testUtils__/portal';
import { runAction } from '../../__testUtils__/runAction';
import { createPublishAction } from './publish';
import { examples } from './publish.examples';

const path = 'instances/development/checkout/values.yaml';

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('spicedb:git:publish', () => {
  const directory = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    directory.setContent({ workspace: { [path]: 'engine: memory\n' } });
    server = await startGitServer({ path: 'platform/gitops.git', files: { 'old.yaml': 'a: 1\n' } });
  });
  afterEach(() => server.stop());

  const change = {
    files: [{ path, change: 'added' }],
    title: 'Add checkout',
    description: 'What **happens**',
    topic: 'create-checkout',
  };
  const task = { id: '0123456789abcdef' };
  const ownBranch = 'portal/create-checkout-01234567';
  const publish = (
    input: JsonObject = {},
    repository: JsonObject = {},
    integrations: JsonObject = {},
    more = {},
  ) =>
    runAction(
      createPublishAction(portalOver(server.url, { repository }, { integrations })),
      { ...change, ...input },
      directory,
      { task, ...more },
    );
  const branches = async () =>
    (await server.git('for-each-ref', '--format=%(refname:short)')).trim().split('\n');
  const gitlabHere = () => {
    const { host } = new URL(server.url);
    return {
      gitlab: [
        { host, baseUrl: `http://${host}`, apiBaseUrl: `http://${host}/api/v4`, token: 'not-a-real-one' },
      ],
    };
  };

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    const output = await publish(input);
    expect(output).toMatchObject({ by: 'branch', branch: ownBranch, targetBranch: 'main' });
    expect(await server.git('show', `${ownBranch}:${path}`)).toBe('engine: memory\n');
  });

  it('pushes a branch of its own where no pull request can be opened, and leaves the main one alone', async () => {
    const output = await publish();
    expect(output.outcome).toBe(
      `Commit \`${output.commit}\` is on branch \`${ownBranch}\` of ${server.url}. Nothing reaches the cluster before it is merged into \`main\`.`,
    );
    expect(await branches()).toEqual(['main', ownBranch]);
    expect(output.formAt).toBeUndefined();
  });

  it('makes one branch however often a task is run again, and another one for another task', async () => {
    const first = await publish();
    expect(await publish()).toEqual(first);
    await publish({}, {}, {}, { task: { id: 'fedcba9876543210' } });
    expect(await branches()).toEqual(['main', ownBranch, 'portal/create-checkout-fedcba98']);
  });

  it('pushes straight onto the main branch where the platform wants that, except what is to be read first', async () => {
    expect(await publish({ review: true }, { publish: 'push' })).toMatchObject({ by: 'branch' });
    expect(await publish({}, { publish: 'push' })).toMatchObject({
      by: 'push',
      branch: 'main',
      outcome: expect.stringContaining('Argo CD takes it from there.'),
    });
    expect(await server.git('show', `main:${path}`)).toBe('engine: memory\n');
  });

  it('pushes the branch from which a GitLab opens its merge request, removed files included', async () => {
    const replaces = (await server.git('rev-parse', 'main:old.yaml')).trim();
    const files = [...change.files, { path: 'old.yaml', change: 'removed', replaces }];
    const output = await publish({ files }, {}, gitlabHere());
    const { host, pathname } = new URL(server.url);
    expect(output).toMatchObject({
      by: 'gitlab',
      branch: ownBranch,
      repoUrl: `${host}?project=${encodeURIComponent(pathname.slice(1, -4))}&repo=${pathname
        .slice(1, -4)
        .split('/')
        .at(-1)}`,
      filesToDelete: ['old.yaml'],
    });
    expect(await server.git('ls-tree', '-r', '--name-only', ownBranch)).toBe(`${path}\n`);
  });

  it('refuses to write over what somebody changed meanwhile, on whichever branch', async () => {
    const replaces = (await server.git('rev-parse', 'main:old.yaml')).trim();
    await server.commit({ 'old.yaml': 'a: 2\n' });
    const files = [{ path: 'old.yaml', change: 'removed', replaces }];
    await expect(publish({ files })).rejects.toThrow('old.yaml (it was changed meanwhile)');
    expect(await branches()).toEqual(['main']);
  });

  describe('where the action of GitHub makes branch and commit itself', () => {
    const atGithub = (input: JsonObject = {}, more = {}) => {
      const { host } = new URL(server.url);
      const github = [{ host, apiBaseUrl: `http://${host}/api/v3`, token: 'not-a-real-one' }];
      return publish(input, {}, { github }, more);
    };

    it('leaves them to it, and names the repository as it reads it', async () => {
      const output = await atGithub();
      expect(output).toMatchObject({
        by: 'github',
        repoUrl: `${new URL(server.url).host}?owner=platform&repo=gitops`,
        branch: ownBranch,
        commitMessage: 'Add checkout\n',
      });
      expect(output.commit).toBeUndefined();
      expect(await branches()).toEqual(['main']);
      await expect(atGithub({ topic: 'a..b' })).rejects.toThrow('is no name for a branch');
    });

    it.each([false, true])(
      'refuses a file that it did not write, in a dry run as well (%s)',
      async isDryRun => {
        await server.commit({ [path]: 'engine: postgres\n' });
        await expect(atGithub({}, { isDryRun })).rejects.toThrow(
          `Nothing was written: the repository holds other work at ${path} (it was changed meanwhile)`,
        );
      },
    );

    it('refuses to change or remove what somebody changed meanwhile', async () => {
      const replaces = (await server.git('rev-parse', 'main:old.yaml')).trim();
      await server.commit({ 'old.yaml': 'a: 2\n' });
      const files = [{ path: 'old.yaml', change: 'removed', replaces }];
      await expect(atGithub({ files })).rejects.toThrow('old.yaml (it was changed meanwhile)');
    });

    it('has only that removed which is still there', async () => {
      const replaces = (await server.git('rev-parse', 'main:old.yaml')).trim();
      const files = [...change.files, { path: 'old.yaml', change: 'removed', replaces }];
      expect(await atGithub({ files })).toMatchObject({ by: 'github', filesToDelete: ['old.yaml'] });
      await server.commit({ 'old.yaml': null });
      expect(await atGithub({ files })).toMatchObject({ by: 'github', filesToDelete: [] });
    });

    it('asks it for nothing when the main branch holds all of it', async () => {
      await server.commit({ [path]: 'engine: memory\n' });
      expect(await atGithub()).toMatchObject({
        by: 'nothing',
        outcome: 'There is nothing to publish: `main` holds all of it already.',
      });
    });
  });

  it('opens no merge request for what the main branch holds already', async () => {
    await server.commit({ [path]: 'engine: memory\n' });
    const output = await publish({}, {}, gitlabHere());
    expect(output.by).toBe('nothing');
    expect(output.formAt).toBeUndefined();
    expect(await branches()).toEqual(['main']);
  });

  it('publishes nothing where nothing changes', async () => {
    expect(await publish({ files: [] }, {}, gitlabHere())).toMatchObject({
      by: 'nothing',
      outcome: 'There is nothing to publish.',
    });
    expect(await branches()).toEqual(['main']);
  });

  it('runs dry without a push', async () => {
    expect(await publish({}, {}, {}, { isDryRun: true })).toMatchObject({ commit: 'dry-run' });
    expect(await branches()).toEqual(['main']);
  });

  it('cuts a title that hosts would refuse', async () => {
    const { title } = await publish({ title: 'x'.repeat(400) });
    expect(title).toHaveLength(250);
  });
});
