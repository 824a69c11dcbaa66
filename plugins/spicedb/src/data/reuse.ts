type Parts = Record<string, unknown>;

const isParts = (value: unknown): value is Parts => typeof value === 'object' && value !== null;

/**
 * The new value, made of parts of the old one wherever those are equal. What
 * did not change is then the very same, and need not be drawn anew.
 */
export function reuse<T>(old: unknown, now: T): T {
  if (Object.is(old, now) || !isParts(old) || !isParts(now)) return now;
  if (Array.isArray(old) !== Array.isArray(now)) return now;
  const keys = Object.keys(now);
  const mixed: Parts = Array.isArray(now) ? ([] as unknown as Parts) : {};
  let same = keys.length === Object.keys(old).length;
  for (const key of keys) {
    mixed[key] = reuse(old[key], now[key]);
    same = same && Object.hasOwn(old, key) && Object.is(mixed[key], old[key]);
  }
  return (same ? old : mixed) as T;
}
