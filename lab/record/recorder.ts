import { setTimeout as pause } from 'node:timers/promises';
import {
  nameReplacer,
  normaliseEvents,
  RECORDING_START,
  TIMELINE_FORMAT,
} from '../../packages/sandbox/src/timeline/index.ts';
import type {
  KubernetesObject,
  LogLine,
  ObjectReference,
  RecordedNames,
  Timeline,
  TimelineEvent,
  TimelineHeader,
} from '../../packages/sandbox/src/timeline/index.ts';
import { KINDS } from '../kube.ts';
import { RECORDED_KINDS } from './kinds.ts';
import { LogFollower } from './logs.ts';
import { isServing, scrape } from './metrics.ts';
import { watchKind } from './watch.ts';

const SCRAPE_EVERY_MS = 2_500;
/** Often enough for what a red case leaves behind, and no burden on those that are played beside it. */
export const SELDOM_MS = 10_000;

// SpiceDB logs each call. Some show what that looks like; all of them would be most of a recording.
const CALL = /"grpc\.code":"(\w+)"/;
const KEPT_CALLS_OF_EACH_CODE = 40;

export interface Recording {
  name: string;
  title: string;
  recordedWith: TimelineHeader['recordedWith'];
  /** The names to write, which can be others than those of the lab. */
  names: RecordedNames;
  /** Texts of the lab, and what to write in their place. */
  replace: Record<string, string>;
  /** Texts that must never stand in a recording, by what they are. */
  forbidden: Record<string, string>;
}

/** Records what happens to a namespace and its Application, from `start` to `stop`. */
export class Recorder {
  private readonly live: RecordedNames;
  private readonly scrapeEveryMs: number;
  private readonly events: TimelineEvent[] = [];
  private readonly ending = new AbortController();
  private readonly pods = new Map<string, KubernetesObject>();
  private readonly versions = new Map<string, string | undefined>();
  private readonly calls = new Map<string, number>();
  private readonly logs: LogFollower;
  private running: Promise<unknown>[] = [];
  private startedAt = 0;

  constructor(live: RecordedNames, scrapeEveryMs = SCRAPE_EVERY_MS) {
    this.live = live;
    this.scrapeEveryMs = scrapeEveryMs;
    this.logs = new LogFollower((at, log) => this.logged(at, log), this.ending.signal);
  }

  /** Begins; a second call changes nothing. */
  start(): void {
    if (this.startedAt !== 0) return;
    this.startedAt = Date.now();
    const { namespace, application, applicationNamespace } = this.live;
    const watcher = {
      seen: (object: KubernetesObject) => this.seen(object),
      gone: (reference: ObjectReference) => this.gone(reference),
    };
    const { signal } = this.ending;
    this.running = [
      ...RECORDED_KINDS.map(kind => watchKind(kind, namespace, '', watcher, signal)),
      watchKind(
        KINDS.application,
        applicationNamespace,
        `fieldSelector=metadata.name%3D${application}`,
        watcher,
        signal,
      ),
      this.scrapeAll(signal),
    ];
    // Watched from now on, so that a failure is not lost before `stop` looks at it.
    this.running.forEach(task => task.catch(() => {}));
  }

  /** Notes what a person did; what was done before the start is part of what is given. */
  mark(mark: string): void {
    if (this.startedAt === 0) return;
    this.events.push({ t: this.sinceStart(Date.now()), mark });
  }

  /** Ends the recording and gives it back, normalised. */
  async stop({ name, title, recordedWith, names, replace, forbidden }: Recording): Promise<Timeline> {
    const durationMs = this.sinceStart(Date.now());
    this.ending.abort();
    await Promise.all([...this.running, this.logs.finished()]);
    const events = normaliseEvents(
      this.events.filter(({ t }) => t <= durationMs).sort((a, b) => a.t - b.t),
      { startedAt: this.startedAt, replace },
    );
    demandNoneOf(forbidden, JSON.stringify(events), name);
    const header: TimelineHeader = {
      format: TIMELINE_FORMAT,
      name,
      title,
      recordedWith,
      start: RECORDING_START,
      durationMs,
      names,
    };
    return { header, events };
  }

  /** Ends a recording that nobody wants any more. */
  abandon(): void {
    this.ending.abort();
  }

  private sinceStart(at: number): number {
    return Math.max(0, Math.round(at - this.startedAt));
  }

  private logged(at: number, log: LogLine): void {
    const [, code] = CALL.exec(log.line) ?? [];
    if (code) {
      const key = `${log.pod} ${log.container} ${log.run} ${code}`;
      const count = (this.calls.get(key) ?? 0) + 1;
      this.calls.set(key, count);
      if (count > KEPT_CALLS_OF_EACH_CODE) return;
    }
    this.events.push({ t: this.sinceStart(at), log });
  }

  private seen(object: KubernetesObject): void {
    const { uid = '', resourceVersion } = object.metadata;
    if (this.versions.get(uid) === resourceVersion) return;
    this.versions.set(uid, resourceVersion);
    this.events.push({ t: this.sinceStart(Date.now()), object });
    if (object.kind !== 'Pod') return;
    this.pods.set(object.metadata.name, object);
    this.logs.pod(object);
  }

  private gone(reference: ObjectReference): void {
    this.events.push({ t: this.sinceStart(Date.now()), gone: reference });
    if (reference.kind === 'Pod') this.pods.delete(reference.name);
  }

  private async scrapeAll(signal: AbortSignal): Promise<void> {
    const { namespace } = this.live;
    const asked = new Set<string>();
    while (!signal.aborted) {
      for (const pod of [...this.pods.values()].filter(isServing)) {
        const { name } = pod.metadata;
        // A pod that does not answer must not hold up the others, nor pile up questions.
        if (asked.has(name)) continue;
        asked.add(name);
        void scrape(namespace, name).then(metrics => {
          asked.delete(name);
          if (this.pods.has(name)) this.events.push({ t: this.sinceStart(Date.now()), metrics });
        });
      }
      await pause(this.scrapeEveryMs, undefined, { signal }).catch(() => {});
    }
  }
}

/** A recording is published: what is private to this machine or this case must not stand in it. */
function demandNoneOf(forbidden: Record<string, string>, text: string, name: string): void {
  const found = Object.keys(forbidden).filter(what => {
    const mask = nameReplacer({ [forbidden[what] ?? '']: '' });
    return mask(text) !== text;
  });
  if (found.length === 0) return;
  throw new Error(`nothing was written of ${name}, since its recording holds ${found.join(', ')}`);
}
