import type { KubernetesObject, LogLine, ObjectReference, Scrape, Timeline, TimelineEvent } from './types.ts';

/** What the cluster would have answered at one moment of a recording. */
export interface ClusterState {
  t: number;
  /** The objects that existed, by {@link objectKey}. */
  objects: Map<string, KubernetesObject>;
  /** Every line written so far, in order, of pods that still existed. */
  logs: Array<LogLine & { t: number }>;
  /** The newest scrape of each pod that still existed. */
  metrics: Map<string, Scrape & { t: number }>;
  /** What people had done so far. */
  marks: Array<{ t: number; mark: string }>;
}

/** Names an object across its versions: `batch/v1 Job sample-ns/sample-migrate-1a2b`. */
export function objectKey(reference: ObjectReference): string {
  const { apiVersion, kind, namespace, name } = reference;
  return `${apiVersion} ${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

export function referenceOf({ apiVersion, kind, metadata }: KubernetesObject): ObjectReference {
  const { name, namespace } = metadata;
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

export function emptyState(): ClusterState {
  return { t: 0, objects: new Map(), logs: [], metrics: new Map(), marks: [] };
}

/** Lets one event happen in `state`. */
export function applyEvent(state: ClusterState, event: TimelineEvent): void {
  const { t } = event;
  state.t = Math.max(state.t, t);
  if ('object' in event) {
    state.objects.set(objectKey(referenceOf(event.object)), event.object);
  } else if ('gone' in event) {
    state.objects.delete(objectKey(event.gone));
    if (event.gone.kind === 'Pod') forgetPod(state, event.gone.name);
  } else if ('log' in event) {
    state.logs.push({ t, ...event.log });
  } else if ('metrics' in event) {
    state.metrics.set(event.metrics.pod, { t, ...event.metrics });
  } else {
    state.marks.push({ t, mark: event.mark });
  }
}

// A cluster answers neither logs nor metrics for a pod that is gone, so neither does a replay.
function forgetPod(state: ClusterState, pod: string): void {
  state.metrics.delete(pod);
  state.logs = state.logs.filter(line => line.pod !== pod);
}

/** The state after every event up to and including `t`. */
export function stateAt(timeline: Timeline, t: number): ClusterState {
  const state = emptyState();
  for (const event of timeline.events) {
    if (event.t > t) break;
    applyEvent(state, event);
  }
  state.t = t;
  return state;
}
