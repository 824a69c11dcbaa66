import { spawn, spawnSync } from 'node:child_process';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  /** Called with each line that the command writes, from either stream. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

export class CommandFailed extends Error {
  override name = 'CommandFailed';
  readonly exitCode: number | null;
  readonly output: string;

  constructor(command: string, args: string[], exitCode: number | null, output: string) {
    const last = output.trim().split('\n').slice(-12).join('\n');
    super(`${[command, ...args].join(' ')} ended with ${exitCode ?? 'a signal'}${last && `:\n${last}`}`);
    this.exitCode = exitCode;
    this.output = output;
  }
}

/** Runs a command to its end and gives back what it wrote to standard output. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  const { cwd, env, input, onLine, signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, signal });
    let stdout = '';
    let all = '';
    let rest = '';
    const take = (chunk: Buffer, isStdout: boolean) => {
      const text = chunk.toString();
      if (isStdout) stdout += text;
      all += text;
      if (!onLine) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    };
    child.stdout.on('data', chunk => take(chunk, true));
    child.stderr.on('data', chunk => take(chunk, false));
    child.on('error', reject);
    child.on('close', code =>
      code === 0 ? resolve(stdout) : reject(new CommandFailed(command, args, code, all)),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** Runs a short command and says whether it went well, and what it wrote. */
export function attempt(command: string, args: string[]): { ok: boolean; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return { ok: status === 0, output: error ? error.message : `${stdout}${stderr}`.trim() };
}
