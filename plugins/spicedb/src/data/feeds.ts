import type {
  Answer,
  ApplicationObject,
  AutoscalerObject,
  DisruptionBudgetObject,
  EndpointsObject,
  EventObject,
  JobObject,
  PodObject,
  ReplicaSetObject,
  Snapshot,
  SourceName,
  WorkloadObject,
  WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { Asking } from './ask';
import { Feed, type Depth } from './Feed';
import { alone, applicationOf, endpointsOf, listOf, warningsIn, type ReadKind } from './questions';
import type { VersionedObject } from './standing';

type Read<S extends SourceName> = (asking: Asking, depth: Depth) => Promise<Snapshot[S]>;

/** How each source of a snapshot is read, with what it knows from the last time. */
export type Feeds = { readonly [S in SourceName]: Read<S> };

export function feedsOf(ref: WorkloadRef): Feeds {
  const list = <T extends VersionedObject>(kind: ReadKind) => listRead(Feed.ofList<T>(listOf(ref, kind)));
  const { application, ringService } = ref;
  return {
    application: application
      ? objectRead<ApplicationObject>(applicationOf(application))
      : async () => notAsked<ApplicationObject>('the entity names no Argo CD Application'),
    workloads: eitherKind(
      Feed.ofList<WorkloadObject>(listOf(ref, 'deployments')),
      Feed.ofList<WorkloadObject>(listOf(ref, 'statefulsets')),
    ),
    replicaSets: list<ReplicaSetObject>('replicasets'),
    jobs: list<JobObject>('jobs'),
    pods: list<PodObject>('pods'),
    endpoints: ringService
      ? objectRead<EndpointsObject>(endpointsOf(ref, ringService))
      : async () => notAsked<EndpointsObject>('the entity names no Endpoints of a ring'),
    events: listRead(Feed.ofList<EventObject>(warningsIn(ref))),
    disruptionBudgets: list<DisruptionBudgetObject>('poddisruptionbudgets'),
    autoscalers: list<AutoscalerObject>('horizontalpodautoscalers'),
  };
}

export function notAsked<T>(because: string): Answer<T> {
  return { state: 'unseen', reason: { kind: 'notAsked', because } };
}

function listRead<T extends VersionedObject>(feed: Feed<T>) {
  const asList = listing<T>();
  return async (asking: Asking, depth: Depth) => mapped(await feed.read(asking, depth), asList);
}

function objectRead<T extends VersionedObject>(whole: Parameters<typeof alone>[0]) {
  const feed = Feed.ofObject<T>({ whole, list: alone(whole) });
  return async (asking: Asking, depth: Depth) =>
    mapped(await feed.read(asking, depth), objects => objects.values().next().value as T);
}

/**
 * A workload is of one kind or of the other, and which one is not known before
 * it was seen. So the second kind is asked for only where the first has none;
 * later, changes are asked of the kind that has it, or else of each in its turn.
 */
function eitherKind(...feeds: [Feed<WorkloadObject>, Feed<WorkloadObject>]) {
  const asLists = feeds.map(() => listing<WorkloadObject>());
  const joined = joining<WorkloadObject>();
  const last: Answer<WorkloadObject[]>[] = [];
  let turn = 0;
  const inTheirOrder = (depth: Depth) => {
    const inUse = feeds.filter(feed => !feed.isEmpty);
    if (depth === 'whole' || last.length === 0) return [...new Set([...inUse, ...feeds])];
    turn += 1;
    return inUse.length ? inUse : [feeds[turn % feeds.length]];
  };
  return async (asking: Asking, depth: Depth): Promise<Answer<WorkloadObject[]>> => {
    const asked: Feed<WorkloadObject>[] = [];
    for (const feed of inTheirOrder(depth)) {
      const index = feeds.indexOf(feed);
      asked.push(feed);
      last[index] = mapped(await feed.read(asking, depth), asLists[index]);
      if (depth === 'whole' && !mayBeOfOtherKind(last[index])) break;
    }
    const value = joined(last.map(each => (each.state === 'seen' ? each.value : none)));
    // A refusal of one kind does not matter once the other kind holds the workload.
    const counting = value.length ? last.filter((_, index) => asked.includes(feeds[index])) : last;
    const refused = counting.find(each => each.state === 'unseen');
    const times = counting.flatMap(each => (each.state === 'seen' ? [each.at] : []));
    if (refused && (value.length === 0 || times.length === 0)) return refused;
    return { state: 'seen', at: Math.min(...times), value };
  };
}

/** There is none of this kind, or it may not be seen; a cluster that does not answer would not for the other. */
function mayBeOfOtherKind(answer: Answer<unknown[]>) {
  return answer.state === 'unseen'
    ? answer.reason.kind === 'forbidden' || answer.reason.kind === 'notInstalled'
    : answer.value.length === 0;
}

const none: never[] = [];

function mapped<A, B>(answer: Answer<A>, to: (value: A) => B): Answer<B> {
  return answer.state === 'unseen' ? answer : { ...answer, value: to(answer.value) };
}

/** The same objects give the same list, so that who compares lists sees that nothing changed. */
function listing<T>() {
  let from: ReadonlyMap<string, T> | undefined;
  let list: T[] = none;
  return (objects: ReadonlyMap<string, T>) => {
    if (objects !== from) list = [...objects.values()];
    from = objects;
    return list;
  };
}

function joining<T>() {
  let from: T[][] = [];
  let list: T[] = none;
  return (lists: T[][]) => {
    const same = lists.length === from.length && lists.every((each, index) => each === from[index]);
    if (!same) list = lists.flat();
    from = lists;
    return list;
  };
}
