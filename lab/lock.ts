import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from './errors.ts';
import { inState, LOCK } from './paths.ts';
import { identify, isRunning } from './processes.ts';
import type { ProcessId } from './processes.ts';

function holderOf(path: string): ProcessId | undefined {
  try {
    const id = JSON.parse(readFileSync(path, 'utf8')) as ProcessId;
    return isRunning(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

// A lock whose holder died does not count.
async function holding<T>(
  path: string,
  refusal: (pid: number) => LabError,
  work: () => Promise<T>,
): Promise<T> {
  const other = holderOf(path);
  if (other) throw refusal(other.pid);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify(identify(process.pid)), { flag: 'wx' });
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Lets only one command at a time start or stop the lab. */
export const withLock = <T>(work: () => Promise<T>) =>
  holding(
    LOCK,
    pid =>
      new LabError(
        `another command starts or stops the lab at this moment (process ${pid})`,
        'Wait until it ends, then try again.',
      ),
    work,
  );

/** Whether another command starts or stops the lab. */
export const isLocked = () => holderOf(LOCK) !== undefined;

const PLAYING = inState('playing');

/** Lets only one command at a time play a case; others play other cases meanwhile. */
export const whilePlaying = <T>(name: string, work: () => Promise<T>) =>
  holding(
    join(PLAYING, name),
    pid =>
      new LabError(`another command plays ${name} at this moment (process ${pid})`, 'Wait until it ends.'),
    work,
  );

/** Whether any command plays a case. */
export const isAnybodyPlaying = () =>
  existsSync(PLAYING) && readdirSync(PLAYING).some(name => holderOf(join(PLAYING, name)));
