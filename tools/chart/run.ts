// Runs the chart tools. They are taken from the folder in TOOLS_BIN (or the PATH when it is not set).
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

export type Tool = 'helm' | 'helm4' | 'helm-unittest' | 'kubeconform' | 'conftest';
export type Outcome = { code: number; stdout: string; stderr: string };

export function pathOf(tool: string): string {
  const folder = process.env.TOOLS_BIN;
  return folder ? join(folder, tool) : tool;
}

export function run(
  command: string,
  args: string[],
  options: { cwd?: string; input?: string } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
    child.on('error', error =>
      reject(
        new Error(
          `${command} does not run (${error.message}). Set TOOLS_BIN to the folder with the chart tools.`,
        ),
      ),
    );
    child.on('close', code => resolve({ code: code ?? 1, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

export const runTool = (tool: Tool, args: string[], options?: { cwd?: string; input?: string }) =>
  run(pathOf(tool), args, options);

/** Runs the work on all items, as many at a time as there are cores. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(items.length, availableParallelism() + 1) }, worker));
  return results;
}
