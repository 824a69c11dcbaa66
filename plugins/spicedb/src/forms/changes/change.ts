import {
  clearableFields,
  type InstanceInput,
  type InstanceUpdate,
} from '@spicedb-portal/backstage-plugin-spicedb-common';

type Group = Record<string, unknown>;
type Clearable = (typeof clearableFields)[number];

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an answer is, for telling whether it is another one: nothing and an empty text are the same. */
function plain(value: unknown): unknown {
  if (value === '' || value === null) return undefined;
  if (!isGroup(value)) return value;
  const kept = Object.entries(value)
    .map(([key, part]) => [key, plain(part)] as const)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => a.localeCompare(b));
  return kept.length ? Object.fromEntries(kept) : undefined;
}

export const sameAnswer = (a: unknown, b: unknown) => JSON.stringify(plain(a)) === JSON.stringify(plain(b));

const canClear = (path: string): path is Clearable => clearableFields.some(field => field === path);

/** The answers as a change leaves them: what the fields of the form show. */
export function answersAfter(now: InstanceInput, change: InstanceUpdate): InstanceInput {
  const { clear = [], ...given } = change;
  const after: Group = { ...now, ...given };
  if (given.autoscaling) delete after.replicas;
  else if (given.replicas !== undefined) delete after.autoscaling;
  for (const path of clear) {
    const [field, part] = path.split('.');
    if (part === undefined) delete after[field];
    else if (isGroup(after[field])) after[field] = { ...after[field], [part]: undefined };
  }
  return after as InstanceInput;
}

/**
 * The smallest change that turns one set of answers into another. What is as it
 * was is left out, so that a form never writes over what somebody else changed
 * meanwhile; what was taken back is said so, since an empty text says nothing.
 */
export function changeBetween(now: InstanceInput, wanted: Partial<InstanceInput>): InstanceUpdate {
  const change: Group = {};
  const clear: Clearable[] = [];
  const keys = new Set([...Object.keys(now), ...Object.keys(wanted)]) as Set<keyof InstanceInput>;
  for (const key of keys) {
    const [old, next] = [plain(now[key]), plain(wanted[key])];
    if (sameAnswer(old, next)) continue;
    if (next === undefined) {
      if (canClear(key)) clear.push(key);
      continue;
    }
    change[key] = next;
    if (!isGroup(old) || !isGroup(next)) continue;
    // What is left out of this group stays, so only what differs is said.
    if (key === 'secret') change[key] = differing(old, next);
    for (const part of Object.keys(old)) {
      const path = `${key}.${part}`;
      if (next[part] === undefined && canClear(path) && !isTurnedOff(next)) clear.push(path);
    }
  }
  return { ...change, ...(clear.length ? { clear } : {}) };
}

const differing = (old: Group, next: Group) =>
  Object.fromEntries(Object.entries(next).filter(([key, part]) => !sameAnswer(part, old[key])));

/** Certificates of TLS that is off need not be taken back one by one. */
const isTurnedOff = (group: Group) => group.enabled === false;
