/** GitOps repositories: each a bare repository that the lab's Git server serves, and a clone. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GIT_ROOT } from '../argocd.ts';
import { run } from '../commands.ts';
import { inState, REPOSITORY } from '../paths.ts';

const cloneOf = (name: string) => inState('work', name);
/** The repository of a case. */
const CLONE = cloneOf('gitops');

// Nothing of the person at this machine goes into a commit.
const AUTHOR = {
  GIT_AUTHOR_NAME: 'platform',
  GIT_AUTHOR_EMAIL: 'platform@example.com',
  GIT_COMMITTER_NAME: 'platform',
  GIT_COMMITTER_EMAIL: 'platform@example.com',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

const gitIn =
  (folder: string) =>
  (...args: string[]) =>
    run('git', args, { cwd: folder, env: { ...process.env, ...AUTHOR } }).then(text => text.trim());
const git = gitIn(CLONE);

/** Makes a repository anew, with the chart of this checkout and these files in it. */
export async function makeRepository(name: string, files: Record<string, string> = {}): Promise<void> {
  const bare = join(GIT_ROOT, `${name}.git`);
  const clone = cloneOf(name);
  const inClone = gitIn(clone);
  rmSync(bare, { recursive: true, force: true });
  rmSync(clone, { recursive: true, force: true });
  mkdirSync(clone, { recursive: true });
  mkdirSync(GIT_ROOT, { recursive: true });
  await inClone('init', '-q', '--bare', '--initial-branch=main', bare);
  await inClone('init', '-q', '--initial-branch=main');
  await inClone('remote', 'add', 'origin', bare);
  cpSync(join(REPOSITORY, 'charts', 'spicedb'), join(clone, 'charts', 'spicedb'), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), text);
  }
  await inClone('add', '--all');
  await inClone('commit', '-q', '-m', 'Add the SpiceDB chart');
  await inClone('push', '-q', 'origin', 'main');
}

/** Makes the repository of a case anew. */
export const seedRepository = () => makeRepository('gitops');

/** Writes a file of the working copy; `undefined` removes it. */
export function write(path: string, content: object | string | undefined): void {
  const target = join(CLONE, path);
  if (content === undefined) return rmSync(target, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  // JSON is YAML too; no file of a case needs comments.
  writeFileSync(target, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
}

/** Commits everything that was written, pushes, and gives back the revision. */
export async function commit(message: string): Promise<string> {
  await git('add', '--all');
  await git('commit', '-q', '-m', message);
  await git('push', '-q', 'origin', 'main');
  return git('rev-parse', 'HEAD');
}

/** Takes back the newest commit by another one, as a person would. */
export async function revert(): Promise<string> {
  await git('revert', '--no-edit', 'HEAD');
  await git('push', '-q', 'origin', 'main');
  return git('rev-parse', 'HEAD');
}

export function chartVersion(): string {
  const path = join(REPOSITORY, 'charts', 'spicedb', 'Chart.yaml');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return /^version:\s*(\S+)/m.exec(text)?.[1] ?? 'unknown';
}
