import { createMockDirectory } from '@backstage/backend-test-utils';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { gitHttp } from './gitHttp';
import type { FileChange } from './pendingChanges';
import { pushChanges } from './pushChanges';
import type { PushOptions } from './pushChanges';

const file = 'instances/development/checkout/values.yaml';

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('pushChanges', () => {
  const directory = createMockDirectory();
  let server: GitServer;
  let folders = 0;

  beforeEach(async () => {
    directory.clear();
    server = await startGitServer({ files: { 'README.md': 'Instances\n', 'docs/notes.md': 'Notes\n' } });
  });
  afterEach(() => server.stop());

  const push = (changes: FileChange[], more: Partial<PushOptions> = {}) =>
    pushChanges(changes, {
      remote: { url: server.url, http: gitHttp() },
      branch: 'main',
      startFrom: 'main',
      message: 'Add checkout\n',
      author: { name: 'Portal', email: 'portal@example.com' },
      workingFolder: directory.resolve(`work-${folders++}`),
      ...more,
    });
  const adding = (path: string, content = 'engine: memory\n'): FileChange => ({
    path,
    content: Buffer.from(content),
  });
  const onMain = async (path: string) => server.git('show', `main:${path}`);
  const commits = async (branch = 'main') => Number((await server.git('rev-list', '--count', branch)).trim());
  const oidOf = async (path: string) => (await server.git('rev-parse', `main:${path}`)).trim();

  it('puts the files on the branch as one commit and leaves the rest as it was', async () => {
    const before = await commits();
    const result = await push([adding(file), adding('instances/development/checkout/README.md', 'Hello\n')]);

    expect(result.pushed).toBe(true);
    expect((await server.git('rev-parse', 'main')).trim()).toBe(result.commit);
    expect(await commits()).toBe(before + 1);
    expect(await onMain(file)).toBe('engine: memory\n');
    expect(await onMain('docs/notes.md')).toBe('Notes\n');
    expect(await server.git('log', '-1', '--format=%an <%ae> %s', 'main')).toBe(
      'Portal <portal@example.com> Add checkout\n',
    );
    expect(await server.git('fsck', '--strict')).toBe('');
  });

  it('makes one commit when it is run twice', async () => {
    const first = await push([adding(file)]);
    const second = await push([adding(file)]);
    expect(second).toEqual({ branch: 'main', commit: first.commit, pushed: false });
    expect(await commits()).toBe(2);
  });

  it('makes no branch for what stands on the main one already, and says where it is', async () => {
    const { commit } = await push([adding(file)]);
    const again = await push([adding(file)], { branch: 'portal/create-checkout' });
    expect(again).toEqual({ branch: 'main', commit, pushed: false });
    expect(await server.git('for-each-ref', '--format=%(refname:short)')).toBe('main\n');
  });

  it('refuses to write over a file that it did not write, and writes nothing at all', async () => {
    await server.commit({ [file]: 'engine: postgres\n' });
    await expect(push([adding('instances/development/checkout/README.md'), adding(file)])).rejects.toThrow(
      `Nothing was written: the repository holds other work at ${file} (it was changed meanwhile)`,
    );
    expect(await commits()).toBe(2);
    expect(await onMain(file)).toBe('engine: postgres\n');
  });

  it('changes and removes files that still are what they were', async () => {
    await server.commit({ [file]: 'a: 1\n', 'instances/development/checkout/old.yaml': 'b: 2\n' });
    const values = await oidOf(file);
    const old = await oidOf('instances/development/checkout/old.yaml');
    await push([
      { ...adding(file, 'a: 2\n'), replaces: values },
      { path: 'instances/development/checkout/old.yaml', replaces: old },
    ]);
    expect(await onMain(file)).toBe('a: 2\n');
    expect(await server.git('ls-tree', '--name-only', 'main', 'instances/development/checkout/')).toBe(
      `${file}\n`,
    );
  });

  it('refuses to change or remove a file that somebody else changed or removed meanwhile', async () => {
    await server.commit({ [file]: 'a: 1\n' });
    const replaces = await oidOf(file);
    await server.commit({ [file]: 'a: 3\n' });
    await expect(push([{ ...adding(file, 'a: 2\n'), replaces }])).rejects.toThrow('it was changed meanwhile');
    await expect(push([{ path: file, replaces }])).rejects.toThrow('it was changed meanwhile');
    await server.commit({ [file]: null });
    await expect(push([{ ...adding(file, 'a: 2\n'), replaces }])).rejects.toThrow('it was removed meanwhile');
    await expect(push([{ path: file, replaces }])).resolves.toMatchObject({ pushed: false });
  });

  it('removes the folders that became empty, and can empty the repository', async () => {
    const only = await startGitServer({ files: { [file]: 'a: 1\n' } });
    try {
      const replaces = (await only.git('rev-parse', `main:${file}`)).trim();
      await push([{ path: file, replaces }], { remote: { url: only.url, http: gitHttp() } });
      expect(await only.git('ls-tree', '-r', '-t', 'main')).toBe('');
    } finally {
      await only.stop();
    }
  });

  it('never follows a link in the repository', async () => {
    await server.commit({ 'elsewhere/values.yaml': 'a: 1\n' });
    const link = (await server.git('rev-parse', 'main:README.md')).trim();
    const top = await server.git('ls-tree', 'main');
    const tree = await server.pipe(['mktree'], `${top}120000 blob ${link}\tinstances\n`);
    const commit = (await server.git('commit-tree', tree.trim(), '-p', 'main', '-m', 'Link')).trim();
    await server.git('update-ref', 'refs/heads/main', commit);

    await expect(push([adding(file)])).rejects.toThrow('there is a link or submodule in its place');
  });

  it('starts a new branch from the configured one', async () => {
    const result = await push([adding(file)], { branch: 'portal/create-checkout' });
    expect(result).toMatchObject({ branch: 'portal/create-checkout', pushed: true });
    expect(await commits('portal/create-checkout')).toBe(2);
    expect(await commits('main')).toBe(1);
  });

  it('goes on top of what somebody else pushes at the same moment', async () => {
    const retries: string[] = [];
    server.options.beforePush = async () => {
      server.options.beforePush = undefined;
      await server.commit({ 'docs/notes.md': 'Better notes\n' });
    };
    await push([adding(file)], { onRetry: reason => retries.push(reason) });

    expect(retries).toEqual([
      expect.stringContaining('Somebody else pushed to main; trying again on top of'),
    ]);
    expect(await onMain('docs/notes.md')).toBe('Better notes\n');
    expect(await onMain(file)).toBe('engine: memory\n');
    expect(await commits()).toBe(3);
  });

  it('looks again before it tries again: a conflict that came up meanwhile is refused', async () => {
    server.options.beforePush = async () => {
      server.options.beforePush = undefined;
      await server.commit({ [file]: 'engine: mysql\n' });
    };
    await expect(push([adding(file)])).rejects.toThrow('it was changed meanwhile');
    expect(await onMain(file)).toBe('engine: mysql\n');
  });

  it('lets many writers through, each with its own commit', async () => {
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(
      names.map(name => push([adding(`instances/development/${name}/values.yaml`, `${name}: 1\n`)])),
    );
    for (const name of names) {
      expect(await onMain(`instances/development/${name}/values.yaml`)).toBe(`${name}: 1\n`);
    }
    expect(await commits()).toBe(1 + names.length);
    expect(await server.git('fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('leaves the repository whole when the connection is cut half-way', async () => {
    const before = (await server.git('rev-parse', 'main')).trim();
    server.options.cutPushAfterBytes = 300;
    await expect(push([adding(file, 'x'.repeat(20_000))])).rejects.toThrow(
      /^Could not push to branch main of http/,
    );
    expect((await server.git('rev-parse', 'main')).trim()).toBe(before);
    expect(await server.git('fsck', '--strict', '--connectivity-only')).toBe('');

    server.options.cutPushAfterBytes = undefined;
    await expect(push([adding(file, 'x'.repeat(20_000))])).resolves.toMatchObject({ pushed: true });
  });

  it('takes a push whose answer was lost for what it is, and makes no second commit', async () => {
    server.options.loseAnswerToPush = true;
    const result = await push([adding(file)]);
    expect(result.pushed).toBe(true);
    expect(await commits()).toBe(2);
  });

  it("passes on the server's own words when a hook refuses, and does not try again", async () => {
    const retries: string[] = [];
    await server.hook('pre-receive', '#!/bin/sh\necho "main is protected" >&2\nexit 1\n');
    await expect(push([adding(file)], { onRetry: reason => retries.push(reason) })).rejects.toThrow(
      /Could not push to branch main.*pre-receive hook declined/s,
    );
    expect(retries).toEqual([]);
    expect(await commits()).toBe(1);
  });

  it('logs in with the credentials it is given, and says so when they are refused', async () => {
    server.options.credentials = { username: 'portal', password: 'right' };
    const remote = (password?: string) => ({
      url: server.url,
      http: gitHttp(),
      ...(password && { auth: { username: 'portal', password } }),
    });
    for (const password of [undefined, 'wrong']) {
      await expect(push([adding(file)], { remote: remote(password) })).rejects.toThrow(
        'it refused the login; check the credentials of this host under "integrations"',
      );
    }
    await expect(push([adding(file)], { remote: remote('right') })).resolves.toMatchObject({ pushed: true });
  });

  it('says what is wrong with a server that cannot be used', async () => {
    await expect(push([adding(file)], { startFrom: 'nowhere', branch: 'new' })).rejects.toThrow(
      'it has no such branch',
    );
    server.options.answerWith = 503;
    await expect(push([adding(file)])).rejects.toThrow('it answered with HTTP status 503');
    server.options.answerWith = 404;
    await expect(push([adding(file)])).rejects.toThrow('there is no such repository');
    const gone = await startGitServer();
    await gone.stop();
    const remote = { url: gone.url, http: gitHttp() };
    await expect(push([adding(file)], { remote })).rejects.toThrow('no connection (ECONNREFUSED)');
  });

  it('stops when the task is cancelled', async () => {
    const cancel = new AbortController();
    server.options.beforePush = async () => {
      cancel.abort();
      await new Promise(resolve => setImmediate(resolve));
    };
    await expect(
      push([adding(file)], { remote: { url: server.url, http: gitHttp(cancel.signal) } }),
    ).rejects.toThrow(/abort/i);
  });
});
