import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openWorkshop } from '../testing/sandbox.ts';
import type { Workshop } from '../testing/sandbox.ts';
import type { Sandbox } from '../sandbox.ts';

interface Request {
  iid: number;
  state: string;
  web_url: string;
  merge_commit_sha: string | null;
}

describe('pull requests of the sandbox', () => {
  let workshop: Workshop;
  let sandbox: Sandbox;
  let clone: string;

  before(async () => {
    workshop = openWorkshop();
    sandbox = await workshop.start({ fresh: true });
    clone = join(workshop.folder, 'clone');
    await workshop.git('clone', '--quiet', sandbox.repositoryUrl, clone);
    await workshop.push(sandbox.repositoryUrl, {
      'notes.md': 'first\n\n\n\n\n\n\n\nlast\n',
      'gone.md': 'old\n',
    });
  });
  after(() => workshop.end());

  const api = (path: string, method = 'GET', body?: object) =>
    fetch(`${new URL(sandbox.repositoryUrl).origin}/api/v4/projects/gitops/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
    });
  const json = async <T>(answer: Response) => (await answer.json()) as T;

  /** A branch from main with some files otherwise; undefined takes a file away. */
  async function branch(name: string, files: Record<string, string | undefined>): Promise<void> {
    const git = (...args: string[]) => workshop.git('-C', clone, ...args);
    await git('fetch', '--quiet');
    await git('checkout', '--quiet', '-B', name, 'origin/main');
    for (const [path, content] of Object.entries(files)) {
      if (content === undefined) rmSync(join(clone, path));
      else writeFileSync(join(clone, path), content);
    }
    await git('add', '--all');
    await git('commit', '--quiet', '--message', `Change ${name}`);
    await git('push', '--quiet', 'origin', name);
  }
  const open = (source: string, more: object = {}) =>
    api('merge_requests', 'POST', {
      source_branch: source,
      target_branch: 'main',
      title: `Change <${source}>`,
      description: 'What **happens**',
      remove_source_branch: true,
      ...more,
    });
  const merge = (iid: number) => api(`merge_requests/${iid}/merge`, 'PUT');
  const onMain = async (path: string) => {
    await workshop.git('-C', clone, 'fetch', '--quiet', '--prune');
    return workshop.git('-C', clone, 'show', `origin/main:${path}`);
  };

  it('tells which branches there are', async () => {
    const found = await json<{ name: string; commit: { id: string } }>(await api('repository/branches/main'));
    assert.equal(found.name, 'main');
    assert.match(found.commit.id, /^[0-9a-f]{40}$/);
    assert.equal((await api('repository/branches/portal%2Felsewhere')).status, 404);
  });

  it('merges lines of both sides, removes files, and forgets the branch', async () => {
    await branch('lines', { 'notes.md': 'first\n\n\n\n\n\n\n\nTHE LAST\n', 'gone.md': undefined });
    const opened = await json<Request>(await open('lines'));
    assert.equal(opened.state, 'opened');
    await workshop.push(sandbox.repositoryUrl, { 'notes.md': 'THE FIRST\n\n\n\n\n\n\n\nlast\n' });

    const answer = await merge(opened.iid);
    assert.equal(answer.status, 200);
    assert.equal((await json<Request>(answer)).state, 'merged');
    assert.equal(await onMain('notes.md'), 'THE FIRST\n\n\n\n\n\n\n\nTHE LAST');
    await assert.rejects(onMain('gone.md'));
    assert.equal((await api('repository/branches/lines')).status, 404);
    assert.equal((await merge(opened.iid)).status, 405);
  });

  it('merges nothing that contradicts, and names the file on the page too', async () => {
    await branch('mine', { 'notes.md': 'mine\n' });
    const { iid, web_url } = await json<Request>(await open('mine'));
    await workshop.push(sandbox.repositoryUrl, { 'notes.md': 'theirs\n' });
    const head = await workshop.git('ls-remote', sandbox.repositoryUrl, 'refs/heads/main');
    assert.equal((await merge(iid)).status, 406);
    const page = await fetch(`${web_url}/merge`, { method: 'POST' });
    assert.equal(page.status, 409);
    assert.match(await page.text(), /role="alert".*main has other changes in notes\.md/);
    assert.equal(await workshop.git('ls-remote', sandbox.repositoryUrl, 'refs/heads/main'), head);
  });

  it('opens one request for a branch, and none without a branch or a title', async () => {
    const second = await open('mine');
    assert.equal(second.status, 409);
    assert.match((await json<{ message: string }>(second)).message, /Another open merge request .* !2/);
    assert.equal((await open('elsewhere')).status, 400);
    assert.equal((await open('mine', { title: '' })).status, 400);
    assert.equal((await api('merge_requests/99')).status, 404);
  });

  it('has a page with the difference and a button that merges, for nobody else to press', async () => {
    await branch('button', { 'new.md': '<b>new</b>\n' });
    const { web_url } = await json<Request>(await open('button'));
    const page = await (await fetch(web_url)).text();
    assert.match(page, /<h1>Change &lt;button&gt;<\/h1>/);
    assert.match(page, /What \*\*happens\*\*/);
    assert.match(page, /\+&lt;b&gt;new&lt;\/b&gt;/);
    for (const Origin of ['https://elsewhere.example', 'null', 'no address']) {
      const stranger = await fetch(`${web_url}/merge`, { method: 'POST', headers: { Origin } });
      assert.equal(stranger.status, 403, Origin);
    }
    const own = { Origin: new URL(web_url).origin };
    const pressed = await fetch(`${web_url}/merge`, { method: 'POST', headers: own });
    assert.match(await pressed.text(), /role="status"><strong>Merged<\/strong> into <code>main/);
    assert.equal(await onMain('new.md'), '<b>new</b>');
    assert.match(await (await fetch(web_url)).text(), /\+&lt;b&gt;new&lt;\/b&gt;/);
  });

  it('keeps its requests over a restart', async () => {
    const earlier = await json<Request[]>(await api('merge_requests'));
    await sandbox.stop();
    sandbox = await workshop.start();
    const shown = ({ iid, state }: Request) => ({ iid, state });
    assert.deepEqual((await json<Request[]>(await api('merge_requests'))).map(shown), earlier.map(shown));
    assert.match(
      await (await fetch(new URL(sandbox.repositoryUrl).origin)).text(),
      /!1 Change &lt;lines&gt;/,
    );
  });
});
