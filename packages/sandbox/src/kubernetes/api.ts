import type { Stage } from '../replay/stage.ts';
import { shiftTimes } from '../timeline/index.ts';
import type { KubernetesObject } from '../timeline/index.ts';
import { discover } from './discovery.ts';
import { forbidden, noSuchResource, notFound, unavailable, Failure, NoSuchPath } from './failure.ts';
import { History } from './history.ts';
import { listOf, wantedBy } from './lists.ts';
import { podLog } from './podLogs.ts';
import { findResource, RESOURCES } from './resources.ts';
import type { Resource } from './resources.ts';
import { bookmark, eventsOf, forgotten, isWatch, startOf } from './watches.ts';
import type { WatchEvent } from './watches.ts';

/** One call, taken apart as an API server does it. */
export interface ApiCall {
  verb: string;
  cluster?: string;
  namespace?: string;
  resource: Resource;
  name?: string;
  subresource?: string;
  /** What comes after a subresource: the path behind `proxy`. */
  rest: string;
  query: URLSearchParams;
}

export interface ApiAnswer {
  type: string;
  body: string;
}

const VERBS: Record<string, [one: string, many: string]> = {
  GET: ['get', 'list'],
  HEAD: ['get', 'list'],
  POST: ['create', 'create'],
  PUT: ['update', 'update'],
  PATCH: ['patch', 'patch'],
  DELETE: ['delete', 'deletecollection'],
};

/** Takes `/api/v1/namespaces/x/pods/y/log` apart; undefined when it is not about objects. */
export function parseCall(
  method: string,
  parts: string[],
  query: URLSearchParams,
  cluster?: string,
): ApiCall | undefined {
  const [root, ...rest] = parts;
  if (root !== 'api' && root !== 'apis') return undefined;
  const group = root === 'api' ? '' : rest.shift() ?? '';
  const version = rest.shift();
  let namespace: string | undefined;
  // `namespaces/x` alone is the Namespace itself; more than that lies inside it.
  if (rest[0] === 'namespaces' && rest.length > 2) {
    namespace = rest[1];
    rest.splice(0, 2);
  }
  const [plural, name, subresource, ...behind] = rest;
  if (version === undefined || plural === undefined) return undefined;
  const resource = findResource(group, version, plural);
  if (!resource) {
    const isKnown = RESOURCES.some(one => one.group === group && one.version === version);
    throw isKnown ? noSuchResource() : new NoSuchPath(`nothing answers for ${group}/${version}`);
  }
  const verbs = VERBS[method] ?? VERBS.GET;
  const verb = verbs?.[name === undefined ? 1 : 0] ?? 'get';
  return {
    verb: verb === 'list' && isWatch(query) ? 'watch' : verb,
    ...(cluster === undefined ? {} : { cluster }),
    ...(namespace === undefined ? {} : { namespace }),
    resource,
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
    rest: behind.join('/'),
    query,
  };
}

/** May a portal that only reads make this call? Secrets never, and nothing is ever written. */
export function isAllowed({ verb, resource }: Pick<ApiCall, 'verb' | 'resource'>): boolean {
  return ['get', 'list', 'watch'].includes(verb) && resource.kind !== 'Secret';
}

const json = (body: unknown): ApiAnswer => ({ type: 'application/json', body: JSON.stringify(body) });

/** Answers calls from the replays, as the recorded cluster answered its own clients. */
export class Api {
  private readonly stage: Stage;
  private readonly version: string;
  private readonly history = new History(Date.now());

  constructor(stage: Stage, version: string) {
    this.stage = stage;
    this.version = version;
  }

  discover(parts: string[]): ApiAnswer | undefined {
    const found = discover(parts, this.version);
    return found === undefined ? undefined : json(found);
  }

  answer(call: ApiCall, clockAheadMs: number): ApiAnswer {
    const { resource, namespace, name, subresource } = call;
    if (!isAllowed(call)) throw forbidden(call.verb, resource, call);
    const all = this.objects(call);
    const inPlace = namespace === undefined ? all : all.filter(one => one.metadata.namespace === namespace);
    if (name === undefined) {
      return json(shifted(listOf(resource, inPlace, call.query, this.history.version), clockAheadMs));
    }

    const podName = subresource === 'proxy' ? podOf(name) : name;
    const object = inPlace.find(one => one.metadata.name === podName);
    if (!object) throw notFound(resource, podName);
    if (subresource === undefined) return json(shifted(object, clockAheadMs));
    if (resource.kind !== 'Pod') throw noSuchResource();
    if (subresource === 'log') return this.log(object, call);
    if (subresource === 'proxy') return this.proxy(object, call);
    throw noSuchResource();
  }

  /** Follows a watch: each call of the answer gives what has happened since the one before. */
  follow(call: ApiCall): (clockAheadMs: number) => WatchEvent[] {
    const { resource, namespace, query } = call;
    if (!isAllowed(call)) throw forbidden(call.verb, resource, call);
    const isWanted = wantedBy(resource, query, namespace);
    let reached = startOf(query);
    return clockAheadMs => {
      const all = this.objects(call);
      const { version } = this.history;
      const changes =
        reached === undefined
          ? all.map(after => ({ version, after }))
          : this.history.since(shelfOf(call), reached);
      if (!changes) return [forgotten(reached ?? 0, version)];
      reached = version;
      return shifted(eventsOf(changes, resource, isWanted), clockAheadMs);
    };
  }

  /** What tells a client that watches the newest version. */
  bookmark({ resource }: ApiCall): WatchEvent {
    return bookmark(resource, this.history.version);
  }

  private objects(call: ApiCall): KubernetesObject[] {
    const { resource, cluster } = call;
    return this.history.note(shelfOf(call), this.stage.objects(resource.kind, resource.group, cluster));
  }

  private log(pod: KubernetesObject, { query, cluster }: ApiCall): ApiAnswer {
    const { name, namespace = '' } = pod.metadata;
    const body = podLog(pod, query, (container, run) =>
      this.stage.logLines(namespace, name, container, run, cluster),
    );
    return { type: 'text/plain; charset=utf-8', body };
  }

  // Of what pods serve only their metrics were recorded.
  private proxy(pod: KubernetesObject, { rest, cluster }: ApiCall): ApiAnswer {
    const { name, namespace = '' } = pod.metadata;
    if (rest !== 'metrics') {
      throw new Failure(404, 'NotFound', `only "metrics" of pod ${name} was recorded, not "${rest}"`);
    }
    const scrape = this.stage.scrape(namespace, name, cluster);
    if (scrape?.text === undefined) {
      throw unavailable(
        `error trying to reach service: ${scrape?.refused ?? 'no scrape of this pod was recorded'}`,
      );
    }
    return { type: 'text/plain; version=0.0.4; charset=utf-8', body: scrape.text };
  }
}

/** Kinds and clusters have their histories apart. */
const shelfOf = ({ resource, cluster }: ApiCall) => `${resource.group}/${resource.kind} ${cluster ?? ''}`;

/** `https:name:9090` in a proxy path: scheme and port stand around the pod's name. */
const podOf = (name: string) => {
  const parts = name.split(':');
  return (parts.length > 2 ? parts[1] : parts[0]) ?? name;
};

const shifted = <T>(value: T, byMs: number): T => (byMs === 0 ? value : shiftTimes(value, byMs));
