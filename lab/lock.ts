import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from './errors.ts';
import { LOCK } from './paths.ts';
import { identify, isRunning } from './processes.ts';
import type { ProcessId } from './processes.ts';

function holder(): ProcessId | undefined {
  try {
    const id = JSON.parse(readFileSync(LOCK, 'utf8')) as ProcessId;
    return isRunning(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Lets only one command at a time start or stop the lab; a lock whose holder died does not count. */
export async function withLock<T>(work: () => Promise<T>): Promise<T> {
  const other = holder();
  if (other) {
    throw new LabError(
      `another command starts or stops the lab at this moment (process ${other.pid})`,
      'Wait until it ends, then try again.',
    );
  }
  mkdirSync(dirname(LOCK), { recursive: true });
  rmSync(LOCK, { force: true });
  writeFileSync(LOCK, JSON.stringify(identify(process.pid)), { flag: 'wx' });
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}
