import { join } from 'node:path';
import type { Counts } from '../lib/counts.ts';
import { cacheFolder } from '../lib/paths.ts';
import { outcomeOf } from '../lib/run.ts';
import { projectEnvironment } from '../lib/yarn.ts';

/** What a part of the tests came to, and what a person wants to read of it. */
export interface Result {
  counts: Counts;
  /** The output of whatever failed; empty when nothing did. */
  failures: string;
}

export interface Part {
  name: string;
  what: string;
  /** `more` goes to the part's runner, to choose among its tests. */
  run: (more: string[]) => Promise<Result>;
}

export const logOf = (name: string) => join(cacheFolder, 'logs', `test-${name}.log`);

export interface Check {
  name: string;
  command: [string, ...string[]];
}

/** Runs commands that are well or not, one after the other; each counts as one test. */
export async function checks(part: string, all: Check[]): Promise<Result> {
  const result: Result = { counts: { passed: 0, failed: 0, skipped: 0 }, failures: '' };
  for (const { name, command } of all) {
    const [program, ...args] = command;
    const { code, output } = await outcomeOf(program, args, {
      env: projectEnvironment({ FORCE_COLOR: '0' }),
      log: logOf(`${part}-${name}`),
    });
    if (code === 0) {
      result.counts.passed += 1;
    } else {
      result.counts.failed += 1;
      result.failures += `${name}: ${command.join(' ')} ended with ${code}\n${output}\n`;
    }
  }
  return result;
}
