import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxError } from '../options.ts';

const AUTHOR = { name: 'SpiceDB portal sandbox', email: 'sandbox@example.com' };

/** The environment of every git we start: nothing of the person's own configuration. */
export function gitEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: AUTHOR.name,
    GIT_AUTHOR_EMAIL: AUTHOR.email,
    GIT_COMMITTER_NAME: AUTHOR.name,
    GIT_COMMITTER_EMAIL: AUTHOR.email,
    ...extra,
  };
}

export interface GitRun {
  /** The folder git runs in. */
  in: string;
  input?: string;
  env?: Record<string, string>;
}

/** Runs git to its end and gives what it printed; a failure carries git's own words. */
export function git(args: string[], run: GitRun): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      args,
      { cwd: run.in, env: gitEnvironment(run.env), encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
        return reject(
          missing
            ? new SandboxError('git was not found. Install git and start again.', { cause: error })
            : new Error(`git ${args[0]} failed: ${stderr.toString('utf8').trim() || error.message}`, {
                cause: error,
              }),
        );
      },
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(run.input ?? '');
  });
}

/** Some packages of git come without the part that speaks HTTP. */
export async function findHttpBackend(): Promise<string> {
  const folder = (await git(['--exec-path'], { in: process.cwd() })).toString('utf8').trim();
  const backend = join(folder, process.platform === 'win32' ? 'git-http-backend.exe' : 'git-http-backend');
  if (!existsSync(backend)) {
    throw new SandboxError(
      'This git has no http-backend, which serves the sandbox repository. Install the full git package (git-daemon on Alpine) and start again.',
    );
  }
  return backend;
}

export function startHttpBackend(backend: string, env: Record<string, string>) {
  return spawn(backend, [], { env: gitEnvironment(env), stdio: ['pipe', 'pipe', 'pipe'] });
}
