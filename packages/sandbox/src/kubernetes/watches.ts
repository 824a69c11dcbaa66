import type { KubernetesObject } from '../timeline/index.ts';
import { badRequest, Failure } from './failure.ts';
import type { Change } from './history.ts';
import { groupVersion } from './resources.ts';
import type { Resource } from './resources.ts';

/** One line of the answer to a watch. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: unknown;
}

export const isWatch = (query: URLSearchParams) => ['true', '1'].includes(query.get('watch') ?? '');

/** The version after which the caller wants the changes; undefined stands for "begin with all there is". */
export function startOf(query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion') ?? '';
  if (text === '' || text === '0') return undefined;
  if (!/^\d+$/.test(text)) throw badRequest(`Invalid value: "${text}": resourceVersion must be a number`);
  return Number(text);
}

const LONGEST_SECONDS = 30 * 60;

export function secondsOf(query: URLSearchParams): number {
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  return seconds > 0 ? seconds : LONGEST_SECONDS;
}

/** The changes as a client sees them that has asked for only some of the objects. */
export function eventsOf(
  changes: Change[],
  { kind, group, version }: Resource,
  isWanted: (object: KubernetesObject) => boolean,
): WatchEvent[] {
  const head = { kind, apiVersion: groupVersion({ group, version }) };
  return changes.flatMap<WatchEvent>(({ before, after, version: at }) => {
    const was = before !== undefined && isWanted(before);
    const is = after !== undefined && isWanted(after);
    if (is) return [{ type: was ? 'MODIFIED' : 'ADDED', object: { ...head, ...after } }];
    if (!was) return [];
    const metadata = { ...before.metadata, resourceVersion: String(at) };
    return [{ type: 'DELETED', object: { ...head, ...before, metadata } }];
  });
}

/** Tells the client the newest version, though nothing of what it watches has changed. */
export function bookmark({ kind, group, version }: Resource, at: number): WatchEvent {
  const metadata = { resourceVersion: String(at) };
  return { type: 'BOOKMARK', object: { kind, apiVersion: groupVersion({ group, version }), metadata } };
}

export function forgotten(version: number, newest: number): WatchEvent {
  const { status } = new Failure(410, 'Expired', `too old resource version: ${version} (${newest})`);
  return { type: 'ERROR', object: status };
}
