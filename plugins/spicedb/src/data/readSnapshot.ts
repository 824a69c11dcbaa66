import type {
  Answer,
  EventObject,
  JobObject,
  PodObject,
  Profile,
  Snapshot,
  SourceName,
  WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { Asking } from './ask';
import type { Depth } from './Feed';
import type { Feeds } from './feeds';
import { keepLastGood } from './keepLastGood';
import { readLogs, type LogMemory } from './readLogs';
import { readMetrics, type MetricsWish } from './readMetrics';
import { touchedBy } from './turn';
import { wantedLogs } from './wantedLogs';

/** What one round of reading is to find out, and what earlier rounds know. */
export interface Reading {
  asking: Asking;
  ref: WorkloadRef;
  profile: Profile;
  feeds: Feeds;
  /** Absent for all of them, read whole; else these, by what changed in them since. */
  sources?: readonly SourceName[];
  /** The last round, whose good answers stay in use where this round gets none. */
  last?: Snapshot;
  /** Absent when the round is not to read metrics; the last ones are then kept. */
  metrics?: MetricsWish;
  /** Whether metrics are read here at all, if not in this round. */
  readsMetrics: boolean;
  logs: LogMemory;
  /** On the first round, told of what a verdict stands on before the rest is there, which only explains. */
  tellEarly?(snapshot: Snapshot): void;
}

/** What has to be seen before anything may be called well, in the order in which it is asked for. */
const neededToBeWell = [
  'pods',
  'application',
  'workloads',
  'jobs',
  'endpoints',
  'disruptionBudgets',
  'autoscalers',
] as const satisfies SourceName[];
/** What tells why something is not well, as logs do. */
const onlyExplaining = ['events', 'replicaSets'] as const satisfies SourceName[];

/** One round of reading: everything that a judgement may rest on. */
export async function readSnapshot(reading: Reading): Promise<Snapshot> {
  const { asking, ref, profile } = reading;
  const sources = await readSources(reading);
  const pods = sources.pods.state === 'unseen' ? [] : sources.pods.value;
  const jobs = sources.jobs.state === 'unseen' ? [] : sources.jobs.value;
  const [logs, metrics] = await Promise.all([
    readLogs(reading, wantedLogs(pods, jobs, profile)),
    readMetrics(
      reading,
      pods.filter(pod => profile.isMember(pod)),
    ),
  ]);
  return {
    ...sources,
    at: asking.now(),
    ref,
    events: aboutTheWorkload(sources.events, ref, pods, jobs),
    logs,
    metrics,
  };
}

type Sources = Pick<Snapshot, SourceName>;

async function readSources(reading: Reading): Promise<Sources> {
  const { last } = reading;
  if (!last || !reading.sources) return readWhole(reading);
  const planned: Sources = {
    ...last,
    ...(await readThese(reading, [...reading.sources], 'changes', last)),
  };
  // What was read a moment before the change was seen may be from before it.
  const changedAt = Math.max(...reading.sources.map(source => timeOf(planned[source])));
  const isOlder = (source: SourceName) => changedAt - timeOf(planned[source]) > sameMomentMs;
  const touched = touchedBy(last, planned).filter(
    source => !reading.sources!.includes(source) || isOlder(source),
  );
  const known = { ...planned, ...(await readThese(reading, touched, 'newest', planned)) };
  const done = new Set([...reading.sources, ...touched]);
  const more = touchedBy(planned, known).filter(source => !done.has(source));
  return { ...known, ...(await readThese(reading, more, 'newest', known)) };
}

async function readWhole(reading: Reading): Promise<Sources> {
  const { asking, last = {}, tellEarly } = reading;
  // A browser has six lines to one portal: what only explains shall not take one from what decides.
  const needed = readThese(reading, [...neededToBeWell], 'whole', last);
  const explaining = Promise.race([needed, after(hangsAfterMs)]).then(() =>
    readThese(reading, [...onlyExplaining], 'whole', last),
  );
  const seen = (await needed) as Omit<Sources, (typeof onlyExplaining)[number]>;
  if (tellEarly && !reading.last && !asking.signal?.aborted) tellEarly(await early(reading, seen));
  return { ...seen, ...(await explaining) } as Sources;
}

/** Nothing waits for a source that takes longer than this. */
const hangsAfterMs = 1_000;

const after = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

/** A snapshot in which the rest is still to come. */
async function early(
  reading: Reading,
  seen: Omit<Sources, (typeof onlyExplaining)[number]>,
): Promise<Snapshot> {
  const { asking, profile, ref } = reading;
  const notYet: Answer<never> = { state: 'unseen', reason: { kind: 'notYet' } };
  const pods = seen.pods.state === 'unseen' ? [] : seen.pods.value;
  const members = pods.filter(pod => profile.isMember(pod));
  const metrics = await readMetrics({ ...reading, metrics: undefined }, members);
  return { ...seen, at: asking.now(), ref, events: notYet, replicaSets: notYet, logs: {}, metrics };
}

/** Answers this close to each other are taken to be about the same state of things. */
const sameMomentMs = 2_000;

function timeOf(answer: Answer<unknown>): number {
  return answer.state === 'unseen' ? -Infinity : answer.at;
}

async function readThese(
  { feeds, asking }: Reading,
  sources: SourceName[],
  depth: Depth,
  before: Partial<Sources>,
): Promise<Partial<Sources>> {
  const read = async <S extends SourceName>(source: S) => {
    const answer: Answer<unknown> = await feeds[source](asking, depth);
    return [source, keepLastGood(answer, before[source])];
  };
  return Object.fromEntries(await Promise.all(sources.map(read)));
}

/** Warnings carry no labels, so those of the workload are told by what they are about. */
function aboutTheWorkload(
  events: Answer<EventObject[]>,
  ref: WorkloadRef,
  pods: PodObject[],
  jobs: JobObject[],
): Answer<EventObject[]> {
  if (events.state !== 'seen') return events;
  const names = new Set([...pods, ...jobs].map(({ metadata: { name } }) => name));
  return {
    ...events,
    value: events.value.filter(({ involvedObject }) => {
      const name = involvedObject?.name ?? '';
      return names.has(name) || name === ref.name || name.startsWith(`${ref.name}-`);
    }),
  };
}
