import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const root = resolve(__dirname, '../../../..');

/** The demo's Git server, in a process of its own as the demo has it, on any free port. */
export interface Sandbox {
  gitPort: number;
  repositoryUrl: string;
  git(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startSandbox(): Promise<Sandbox> {
  const state = await mkdtemp(join(tmpdir(), 'portal-sandbox-'));
  const main = resolve(root, 'packages/sandbox/src/main.ts');
  const flags = ['--git-port', '0', '--kubernetes-port', '0', '--state', state];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
    await rm(state, { recursive: true, force: true });
  };
  let repositoryUrl = '';
  for await (const line of createInterface({ input: child.stdout })) {
    repositoryUrl ||= /^Git server: (\S+)$/.exec(line)?.[1] ?? '';
    if (line === 'The sandbox is ready.') {
      return {
        repositoryUrl,
        gitPort: Number(new URL(repositoryUrl).port),
        git: async (...args) =>
          (await promisify(execFile)('git', args, { cwd: join(state, 'gitops.git') })).stdout,
        stop,
      };
    }
  }
  await stop();
  throw new Error('The sandbox ended before it was ready');
}
