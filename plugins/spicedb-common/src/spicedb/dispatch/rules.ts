import type { Look, Pair } from './counts';
import { total } from './counts';

/** The names that a fleet's dispatch can have; the faults among them can hold together. */
export type DispatchName =
  | 'off'
  | 'serverOff'
  | 'resolverBroken'
  | 'keysDiffer'
  | 'datastore'
  | 'deadMember'
  | 'partialRing'
  | 'stalled'
  | 'healthy'
  | 'notShared'
  | 'idle';

/** What was measured of a fleet. */
export interface Measured {
  /** Pods that are up: those that answered, or those that are ready where only some were asked. */
  live: number;
  /** Those of them that have been up for a while, so that the others had time to notice. */
  settled: number;
  /** Pods that were told to stop and still serve: they may be listed or not. */
  leaving: number;
  looks: Look[];
  /** Empty on the first look, and for pods that were restarted since the one before. */
  pairs: Pair[];
}

interface Rule {
  name: DispatchName;
  holds(measured: Measured): boolean;
}

/** Enough calls for each pod that one which got none is no accident. */
const manyCalls = 20;

const addresses = ({ looks }: Measured) => looks.flatMap(look => look.addresses ?? []);
const anyReceives = ({ looks }: Measured) => looks.some(look => look.receives);
const answeredOk = ({ pairs }: Measured) => sum(pairs, pair => pair.answered.OK ?? 0);
const answeredAll = ({ pairs }: Measured) => sum(pairs, pair => total(pair.answered));
const coded = ({ pairs }: Measured, code: string) =>
  sum(pairs, pair => (pair.answered[code] ?? 0) + (pair.api[code] ?? 0));
const sentOn = ({ pairs }: Measured) => sum(pairs, pair => pair.sent - pair.fromCache);

/** Calls that were begun and have not ended. */
const open = (look: Look) => look.apiStarted - total(look.api);

/** Each fault by what it shows; measured on rings of three with one thing broken at a time. */
const faults: readonly Rule[] = [
  { name: 'serverOff', holds: m => addresses(m).length > 0 && !anyReceives(m) },
  // A broken resolver knows nobody; on a fresh pod the gauge is 0 only until its first answer.
  { name: 'resolverBroken', holds: m => settled(m).some(count => count === 0) },
  { name: 'keysDiffer', holds: m => sum(m.pairs, pair => pair.answered.PermissionDenied ?? 0) > 0 },
  { name: 'datastore', holds: m => coded(m, 'Unknown') + coded(m, 'Internal') > 0 },
  { name: 'deadMember', holds: m => addresses(m).some(count => count > m.live + m.leaving) },
  { name: 'partialRing', holds: m => knowsTooFew(m) || leavesSomeOut(m) },
  { name: 'stalled', holds: m => (allHang(m) && answeredOk(m) === 0) || mostFail(m) },
];

/** The names of a fleet, in the order of the rules. */
export function nameDispatch(measured: Measured): DispatchName[] {
  if (measured.looks.length === 0) return [];
  if (addresses(measured).length === 0 && !anyReceives(measured)) return ['off'];
  const found = faults.filter(fault => fault.holds(measured)).map(fault => fault.name);
  if (found.length) return found;
  if (measured.pairs.length === 0) return [];
  if (answeredOk(measured) > 0) return ['healthy'];
  return [sentOn(measured) > 0 ? 'notShared' : 'idle'];
}

/** The gauges of pods that showed one already at the look before, so a start is over. */
function settled({ looks, pairs }: Measured): number[] {
  if (pairs.length === 0) return looks.flatMap(look => look.addresses ?? []);
  return pairs.flatMap(pair => (pair.before.addresses === undefined ? [] : pair.after.addresses ?? []));
}

function knowsTooFew(m: Measured): boolean {
  return addresses(m).some(count => count > 0 && count < m.settled);
}

function leavesSomeOut(m: Measured): boolean {
  return (
    m.settled > 1 &&
    m.settled === m.live &&
    m.pairs.length > 1 &&
    answeredAll(m) >= manyCalls * m.live &&
    m.pairs.some(pair => total(pair.answered) === 0)
  );
}

/** Calls are open in both looks and none ended between them. */
function allHang({ pairs }: Measured): boolean {
  return pairs.some(pair => open(pair.before) > 0 && open(pair.after) > 0 && total(pair.api) === 0);
}

/** How calls end that wait for a peer, or that find out at once that nobody takes them. */
const lostCodes = ['Canceled', 'DeadlineExceeded', 'Unavailable'];

function mostFail({ pairs }: Measured): boolean {
  const lost = sum(pairs, pair => lostCodes.reduce((all, code) => all + (pair.api[code] ?? 0), 0));
  return lost > sum(pairs, pair => pair.api.OK ?? 0);
}

function sum<T>(items: T[], value: (item: T) => number): number {
  return items.reduce((all, item) => all + value(item), 0);
}
