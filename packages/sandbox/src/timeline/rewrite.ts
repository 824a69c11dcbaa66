import { RECORDING_START } from './types.ts';

const RFC3339 = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)/g;
// The clock of gRPC's own log lines; the lab's servers run in UTC.
const GO_LOG = /\b(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)/g;

// Argo CD tells of its next try by the clock alone, without a date: "Retrying attempt #1 at 2:55PM".
const CLOCK = /(?<=\bat )(\d{1,2}):(\d\d)([AP]M)\b/g;

const MINUTE = 60_000;

/** Calls `change` on every string inside a JSON value and returns the changed copy. */
export function mapStrings<T>(value: T, change: (text: string) => string): T {
  const visit = (part: unknown): unknown => {
    if (typeof part === 'string') return change(part);
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [change(key), visit(inner)]));
  };
  return visit(value) as T;
}

// Keeps the number of decimals: Kubernetes tells Time and MicroTime apart by them.
function moveStamp(stamp: string, move: (at: number) => number): string {
  const at = Date.parse(stamp);
  if (Number.isNaN(at)) return stamp;
  const decimals = /\.(\d+)/.exec(stamp)?.[1] ?? '';
  const target = move(at);
  const moved = new Date(Math.floor(target)).toISOString();
  if (!decimals) return moved.replace(/\.\d+Z$/, 'Z');
  // A Date holds milliseconds. What lies below passes as fast as the milliseconds around it do, or
  // two lines of one millisecond would change places.
  const below = Number(decimals.slice(3).padEnd(6, '0')) * (move(at + 1) - target);
  const nanoseconds = Math.min(999_999, Math.floor((target - Math.floor(target)) * 1e6 + below));
  const kept = moved.slice(20, 23) + String(nanoseconds).padStart(6, '0');
  return `${moved.slice(0, 19)}.${kept.slice(0, decimals.length)}Z`;
}

function moveClock(hours: number, minutes: number, half: string, day: number, move: (at: number) => number) {
  const sinceMidnight = ((hours % 12) + (half === 'PM' ? 12 : 0)) * 60 + minutes;
  // The seconds are not told. The last of the minute is taken, or a moment could come to lie before the start.
  const moved = new Date(move(day + (sinceMidnight + 1) * MINUTE - 1000));
  const hour = moved.getUTCHours();
  return `${hour % 12 || 12}:${String(moved.getUTCMinutes()).padStart(2, '0')}${hour < 12 ? 'AM' : 'PM'}`;
}

/**
 * Gives every timestamp inside a text the time that `move` says; other text stays as it is. `day` is the
 * midnight that times without a date count from.
 */
export function moveTimesInText(
  text: string,
  move: (at: number) => number,
  day = Date.parse(RECORDING_START),
): string {
  return text
    .replace(CLOCK, (_, hours, minutes, half) => moveClock(Number(hours), Number(minutes), half, day, move))
    .replace(RFC3339, stamp => moveStamp(stamp, move))
    .replace(GO_LOG, (_, year, month, date, clock) =>
      moveStamp(`${year}-${month}-${date}T${clock}Z`, move)
        .replace('T', ' ')
        .replace('Z', '')
        .replace(/^(\d+)-(\d+)-(\d+)/, '$1/$2/$3'),
    );
}

/** Moves every timestamp inside a text by `byMs`; other text stays as it is. */
export function shiftTimesInText(text: string, byMs: number): string {
  return moveTimesInText(text, at => at + byMs);
}

/** Moves every timestamp inside a JSON value by `byMs`, and returns the moved copy. */
export function shiftTimes<T>(value: T, byMs: number): T {
  return mapStrings(value, text => shiftTimesInText(text, byMs));
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Replaces whole names inside texts, all at once, the longest first: `sample-ns` is not taken for
 * `sample` with something after it. A name ends where a letter or digit does not follow or precede,
 * so `sample` is found in `sample-7d9f` and `kubernetes:///sample.sample-ns`, not in `sampled`.
 */
export function nameReplacer(names: Record<string, string>): (text: string) => string {
  const known = Object.keys(names).sort((a, b) => b.length - a.length);
  if (known.length === 0) return text => text;
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${known.map(escape).join('|')})(?![A-Za-z0-9])`, 'g');
  return text => text.replace(pattern, found => names[found] ?? found);
}
