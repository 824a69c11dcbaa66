import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../bootstrap/problem.mjs';
import { startChild } from './children.ts';
import { root, shown } from './paths.ts';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Where the whole output is kept. */
  log?: string;
  /** Also show the output as it comes. */
  show?: boolean;
}

export interface Outcome {
  code: number;
  output: string;
}

/** Runs a command to its end, whatever that end is. */
export function outcomeOf(command: string, args: string[], options: RunOptions = {}): Promise<Outcome> {
  const { cwd = root, env = process.env, log, show } = options;
  return new Promise((resolve, reject) => {
    const child = startChild(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    if (log) mkdirSync(dirname(log), { recursive: true });
    const file = log ? createWriteStream(log) : undefined;
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk;
      file?.write(chunk);
      if (show) process.stdout.write(chunk);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('error', error => {
      file?.end();
      reject(error);
    });
    child.on('close', code => {
      file?.end();
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Runs a command that has to succeed, and gives back its output. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  const { code, output } = await outcomeOf(command, args, options);
  if (code === 0) return output;
  throw new Problem(
    'failed',
    `${[command, ...args].join(' ')} ended with ${code}.`,
    [lastLines(output), options.log && `All of it: ${shown(options.log)}`].filter(Boolean).join('\n\n'),
  );
}

export const lastLines = (text: string, count = 20) => text.trimEnd().split('\n').slice(-count).join('\n');
