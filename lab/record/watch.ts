import { referenceOf } from '../../packages/sandbox/src/timeline/index.ts';
import type { KubernetesObject, ObjectReference } from '../../packages/sandbox/src/timeline/index.ts';
import { ApiError, callLines, list, pathOf } from '../kube.ts';
import type { Resource } from '../kube.ts';

export interface Watcher {
  seen: (object: KubernetesObject) => void;
  gone: (reference: ObjectReference, last: KubernetesObject) => void;
}

interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubernetesObject;
}

const GONE = 410;

/**
 * Tells of every object of one kind and of each change, until aborted. A watch that the server ends
 * is taken up where it stopped; one that is too old starts again with a list.
 */
export async function watchKind(
  kind: Resource,
  namespace: string,
  query: string,
  { seen, gone }: Watcher,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { metadata, items } = await list(kind, namespace, query ? `?${query}` : '');
    items.forEach(seen);
    try {
      await follow(kind, namespace, query, metadata.resourceVersion, { seen, gone }, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError && error.status === GONE)) throw error;
    }
  }
}

async function follow(
  kind: Resource,
  namespace: string,
  query: string,
  from: string,
  { seen, gone }: Watcher,
  signal: AbortSignal,
): Promise<void> {
  let version = from;
  while (!signal.aborted) {
    const path = `${pathOf(kind, namespace)}?watch=true&allowWatchBookmarks=true&resourceVersion=${version}${
      query && `&${query}`
    }`;
    for await (const line of callLines(path, { signal })) {
      const { type, object } = JSON.parse(line) as WatchEvent;
      if (type === 'ERROR') {
        const { code, message } = object as unknown as { code: number; message: string };
        throw new ApiError(code, message);
      }
      version = object.metadata.resourceVersion ?? version;
      if (type === 'DELETED') gone(referenceOf(object), object);
      else if (type !== 'BOOKMARK') seen(object);
    }
  }
}
