import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Answer } from '../rollout/answer';
import type { Snapshot, WorkloadRef } from '../rollout/snapshot';
import { logKey } from '../rollout/snapshot';
import { pickSamples } from '../spicedb/dispatch/pick';
import { emptySnapshot, seen } from './snapshots';

const root = join(__dirname, '../../../../recordings');

interface Header {
  start: string;
  durationMs: number;
  names: { instance: string; namespace: string; application: string; applicationNamespace: string };
}

interface Recorded {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
}

interface Event {
  t: number;
  object?: Recorded;
  gone?: { kind: string; name: string };
  log?: { pod: string; container: string; run: number; line: string };
  metrics?: { pod: string; text?: string; refused?: string };
  mark?: string;
}

/** Each case was recorded twice, in runs of their own: nothing is made to fit the second. */
export type Run = 'first' | 'second';

const fileOf = (name: string, run: Run) =>
  join(root, name, run === 'first' ? 'timeline.jsonl' : 'second-timeline.jsonl');

export const isRecorded = (name: string, run: Run) => existsSync(fileOf(name, run));

/** What one instance went through, from state to state; these are large, and packed. */
const walks = join(root, 'walks');

export const recordedWalks = (run: Run) =>
  readdirSync(walks).flatMap(file => new RegExp(`^(.+)\\.${run}\\.jsonl\\.gz$`).exec(file)?.[1] ?? []);

export const recordedCases = () => readdirSync(root).filter(name => isRecorded(name, 'first'));

/** The page asks by the label that names the instance; only events carry none. */
const isAskedFor = ({ kind, metadata: { labels = {} } }: Recorded, { labelSelector }: WorkloadRef) => {
  const [label = '', value] = labelSelector.split('=');
  return kind === 'Event' || labels[label] === value;
};

/** A recording of the lab, to be looked at as the page would look: every few seconds. */
export class RecordedCase {
  readonly header: Header;
  private readonly events: Event[];

  constructor(name: string, run: Run = 'first', text = readFileSync(fileOf(name, run), 'utf8')) {
    const [first, ...rest] = text.trim().split('\n');
    this.header = JSON.parse(first) as Header;
    this.events = rest.map(line => JSON.parse(line) as Event);
  }

  /** Each mark with the time at which it was made. */
  marks(): { t: number; mark: string }[] {
    return this.events.flatMap(({ mark, t }) => (mark === undefined ? [] : [{ t, mark }]));
  }

  ref(): WorkloadRef {
    const { application, applicationNamespace, instance, namespace } = this.header.names;
    return {
      name: instance,
      cluster: 'lab',
      namespace,
      labelSelector: `backstage.io/kubernetes-id=${instance}`,
      ringService: this.hasRing(`${instance}-dispatch`) ? `${instance}-dispatch` : undefined,
      traits: this.engine(),
      application: { name: application, namespace: applicationNamespace, cluster: 'lab' },
    };
  }

  /** The catalog entity of an instance names its ring only when it has one. */
  private hasRing(service: string): boolean {
    return this.events.some(({ object }) => object?.kind === 'Endpoints' && object.metadata.name === service);
  }

  /** What the catalog entity would say of the engine, read from the pods that came. */
  private engine(): Record<string, string> {
    const text = JSON.stringify(
      this.events.find(({ object }) => object?.kind === 'Deployment')?.object ?? {},
    );
    const engine = /"SPICEDB_DATASTORE_ENGINE","value":"(\w+)"/.exec(text)?.[1];
    return engine ? { engine } : {};
  }

  /** When the recording has seen all that was there; before that it knows less than the cluster. */
  begin(): number {
    return (this.events.find(({ object }) => object?.kind === 'Application')?.t ?? 0) + 1_000;
  }

  /** What one round of reading at `t` would have brought back, if everything may be read. */
  at(t: number): { now: number; current: Snapshot } {
    const now = Date.parse(this.header.start) + t;
    const objects = new Map<string, Recorded>();
    const logs: NonNullable<Event['log']>[] = [];
    const metrics = new Map<string, { t: number; scrape: NonNullable<Event['metrics']> }>();
    for (const event of this.events) {
      if (event.t > t) break;
      if (event.object) objects.set(`${event.object.kind}/${event.object.metadata.name}`, event.object);
      if (event.gone) objects.delete(`${event.gone.kind}/${event.gone.name}`);
      if (event.log) logs.push(event.log);
      if (event.metrics) metrics.set(event.metrics.pod, { t: event.t, scrape: event.metrics });
    }
    const ref = this.ref();
    const kinds = <T>(...wanted: string[]) =>
      [...objects.values()].filter(
        o => wanted.includes(o.kind) && o.metadata.namespace === ref.namespace && isAskedFor(o, ref),
      ) as T[];
    const one = <T>(kind: string, name: string): Answer<T> => {
      const found = objects.get(`${kind}/${name}`);
      return found
        ? seen(found as T, now)
        : {
            state: 'unseen',
            reason: { kind: 'notFound', resource: kind.toLowerCase(), name, cluster: 'lab' },
          };
    };
    const pods = kinds<{ metadata: { name: string } }>('Pod');
    const alive = new Set(pods.map(pod => pod.metadata.name));
    return {
      now,
      current: {
        ...emptySnapshot(now),
        ref,
        application: one('Application', ref.application!.name),
        workloads: seen(kinds('Deployment', 'StatefulSet'), now),
        replicaSets: seen(kinds('ReplicaSet'), now),
        jobs: seen(kinds('Job'), now),
        pods: seen(kinds('Pod'), now),
        endpoints: ref.ringService
          ? one('Endpoints', ref.ringService)
          : { state: 'unseen', reason: { kind: 'notAsked', because: 'no ring' } },
        events: seen(kinds('Event'), now),
        disruptionBudgets: seen(kinds('PodDisruptionBudget'), now),
        autoscalers: seen(kinds('HorizontalPodAutoscaler'), now),
        logs: this.logsOf(
          logs.filter(log => alive.has(log.pod)),
          now,
        ),
        metrics: this.metricsOf([...metrics.values()].filter(m => alive.has(m.scrape.pod))),
      },
    };
  }

  private logsOf(lines: NonNullable<Event['log']>[], now: number): Snapshot['logs'] {
    const newest = new Map<string, number>();
    for (const { container, pod, run } of lines) {
      newest.set(`${pod}/${container}`, Math.max(run, newest.get(`${pod}/${container}`) ?? 0));
    }
    const logs: Snapshot['logs'] = {};
    for (const { container, line, pod, run } of lines) {
      const age = newest.get(`${pod}/${container}`)! - run;
      if (age > 1) continue;
      const key = logKey(pod, container, age === 1);
      const there = logs[key];
      if (there?.state === 'seen') there.value.lines.push(line);
      else logs[key] = seen({ pod, container, previous: age === 1, lines: [line] }, now);
    }
    return logs;
  }

  private metricsOf(scrapes: { t: number; scrape: NonNullable<Event['metrics']> }[]): Snapshot['metrics'] {
    const start = Date.parse(this.header.start);
    return Object.fromEntries(
      scrapes.map(({ scrape: { pod, refused, text }, t }) => [
        pod,
        text === undefined
          ? { state: 'unseen', reason: { kind: 'unreachable', message: refused ?? '', cluster: 'lab' } }
          : seen({ pod, at: start + t, samples: pickSamples(text) }, start + t),
      ]),
    );
  }
}

export const recordedWalk = (name: string, run: Run) =>
  new RecordedCase(name, run, gunzipSync(readFileSync(join(walks, `${name}.${run}.jsonl.gz`))).toString());
