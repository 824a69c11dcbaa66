import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const port = Number(process.env.E2E_PORT);

/** The repository and the replayed cluster that the portal under test reads. */
export const gitopsUrl = `http://127.0.0.1:${port + 1}/gitops.git`;
const sandbox = `http://127.0.0.1:${port + 2}/sandbox`;

const identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com'];

/** A clone of the GitOps repository, as a person would have one. */
export interface Clone {
  folder: string;
  git(...args: string[]): Promise<string>;
  commit(message: string, files: Record<string, string>): Promise<string>;
  remove(): void;
}

export async function cloneRepository(): Promise<Clone> {
  const folder = mkdtempSync(join(tmpdir(), 'portal e2e '));
  const git = async (...args: string[]) =>
    (await run('git', [...identity, ...args], { cwd: folder })).stdout.trim();
  await git('clone', '--quiet', gitopsUrl, '.');
  return {
    folder,
    git,
    async commit(message, files) {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
      await git('push', '--quiet', 'origin', 'HEAD:main');
      return git('rev-parse', 'HEAD');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface Replay {
  instance: string;
  case: string;
  state: 'playing' | 'waiting' | 'ended';
}

export async function replayOf(instance: string): Promise<Replay | undefined> {
  const response = await fetch(sandbox);
  const { replays } = (await response.json()) as { replays: Replay[] };
  return replays.find(replay => replay.instance === instance);
}

async function control(method: string, path: string, body?: string): Promise<void> {
  const response = await fetch(`${sandbox}/${path}`, { method, ...(body === undefined ? {} : { body }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

/** How fast replays run that begin from now on. */
export const setSpeed = (speed: number) => control('PUT', 'speed', String(speed));

export interface Faults {
  faults?: Array<{ answer: string; resource?: string; namespace?: string; cluster?: string }>;
  clockAheadMs?: number;
}

export const setFaults = (faults: Faults) => control('PUT', 'faults', JSON.stringify(faults));
export const clearFaults = () => control('DELETE', 'faults');
