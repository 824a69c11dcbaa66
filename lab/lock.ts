import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { LabError } from './errors.ts';
import { inState, LOCK } from './paths.ts';
import { identify, isRunning } from './processes.ts';
import type { ProcessId } from './processes.ts';
import { waitFor } from './waiting.ts';

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
  if (!take(path)) throw refusal(holderOf(path)?.pid ?? 0);
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

/** The same, but waits for the other command; that can take as long as a first build. */
export async function withLockInTurn<T>(work: () => Promise<T>): Promise<T> {
  await waitFor('the other command that starts or stops the lab', () => take(LOCK), PATIENTLY);
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

const PATIENTLY = { timeoutMs: 60 * 60_000, everyMs: 500 };

const PLAYING = inState('playing');
const PLACES = inState('places');

/** How many cases a machine can play at once, by whichever command: each mostly waits, and takes a fifth of a processor. */
export const PLACES_OF_MACHINE = 3 * availableParallelism();

/** What a case needs for itself while it is played. */
export interface Company {
  /** Nothing may be played beside it. */
  alone?: boolean;
  /** It looks through the portal, as several may; or it disturbs those that look. */
  portal?: 'looks' | 'disturbs';
}

/** Whether two cases may not be played at the same time. */
export const clash = (one: Company, other: Company) =>
  Boolean(
    one.alone ||
      other.alone ||
      (one.portal && other.portal && [one.portal, other.portal].includes('disturbs')),
  );

/**
 * Waits for a place among those of the machine, or for all of them, and keeps it while the work is done. Only one
 * command at a time plays a case.
 */
export async function whilePlaying<T>(
  name: string,
  { alone, portal }: Company,
  work: () => Promise<T>,
): Promise<T> {
  return holding(
    join(PLAYING, name),
    pid =>
      new LabError(`another command plays ${name} at this moment (process ${pid})`, 'Wait until it ends.'),
    () => atThePortal(name, portal, () => (alone ? inAllPlaces(work) : inAnyPlace(work))),
  );
}

const places = Array.from({ length: PLACES_OF_MACHINE }, (_, index) => join(PLACES, String(index)));
const ALONE = join(PLACES, 'alone');

async function inAnyPlace<T>(work: () => Promise<T>): Promise<T> {
  const place = await waitFor(
    'a place to play',
    () => (holderOf(ALONE) ? undefined : places.find(path => take(path))),
    PATIENTLY,
  );
  try {
    return await work();
  } finally {
    rmSync(place, { force: true });
  }
}

// Whoever wants all places announces it first, so that nobody takes one that came free.
async function inAllPlaces<T>(work: () => Promise<T>): Promise<T> {
  const all = [ALONE, ...places];
  for (const path of all) await waitFor('all others to end', () => take(path), PATIENTLY);
  try {
    return await work();
  } finally {
    all.forEach(path => rmSync(path, { force: true }));
  }
}

const LOOKERS = inState('lookers');
const DISTURBER = inState('disturber');

/** Several commands may look through their portals at once; all of these sign in with the same rights. */
async function atThePortal<T>(name: string, role: Company['portal'], work: () => Promise<T>): Promise<T> {
  if (!role) return work();
  const mine = role === 'disturbs' ? DISTURBER : join(LOOKERS, name);
  const mayLook = () => {
    if (holderOf(DISTURBER) || !take(mine)) return false;
    if (!holderOf(DISTURBER)) return true;
    rmSync(mine, { force: true });
    return false;
  };
  try {
    await waitFor(
      'the rights of the portal to be whole',
      role === 'looks' ? mayLook : () => take(mine),
      PATIENTLY,
    );
    if (role === 'disturbs') {
      await waitFor('all who look through the portal to end', () => !isAnybodyIn(LOOKERS), PATIENTLY);
    }
    return await work();
  } finally {
    if (holderOf(mine)?.pid === process.pid) rmSync(mine, { force: true });
  }
}

/** Takes a lock if nobody has it. It appears with its holder's number inside, so that nobody sees it half made. */
function take(path: string): boolean {
  const mine = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    if (existsSync(path) && !holderOf(path)) rmSync(path, { force: true });
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

const isAnybodyIn = (folder: string) =>
  existsSync(folder) && readdirSync(folder).some(name => holderOf(join(folder, name)));

/** Whether any command plays a case. */
export const isAnybodyPlaying = () => isAnybodyIn(PLAYING);
