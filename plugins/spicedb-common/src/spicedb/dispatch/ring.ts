import type { EndpointsObject, PodObject } from '../../rollout/objects';
import { timeOf } from '../../rollout/seen';

/** Endpoints follow readiness with a small delay, and are read at another moment than the pods. */
const settlesWithinMs = 15_000;

export interface Listing {
  /** Addresses that the ring lists as ready, with the pod's name where it is given. */
  addresses: { ip: string; pod?: string }[];
  /** Ready members that are not listed, apart from those that became ready just now. */
  missing: PodObject[];
  /** Listed addresses that belong to no live pod. */
  gone: { ip: string; pod?: string }[];
  /** Listed addresses that belong to a pod which is no member. */
  foreign: { ip: string; pod: string }[];
}

/** The list of the ring against the pods that are there. */
export function compareListing(
  endpoints: EndpointsObject,
  pods: PodObject[],
  isMember: (pod: PodObject) => boolean,
  now: number,
): Listing {
  const addresses = (endpoints.subsets ?? []).flatMap(subset =>
    (subset.addresses ?? []).map(({ ip, targetRef }) => ({ ip, pod: targetRef?.name })),
  );
  const byName = new Map(pods.map(pod => [pod.metadata.name, pod]));
  const byIp = new Map(pods.filter(isUp).map(pod => [pod.status?.podIP, pod]));
  const listed = new Set<string>();
  const listing: Listing = { addresses, missing: [], gone: [], foreign: [] };
  for (const address of addresses) {
    const pod = (address.pod ? byName.get(address.pod) : undefined) ?? byIp.get(address.ip);
    if (!pod || !isUp(pod)) listing.gone.push(address);
    else if (!isMember(pod)) listing.foreign.push({ ip: address.ip, pod: pod.metadata.name });
    else listed.add(pod.metadata.name);
  }
  listing.missing = pods.filter(
    pod => isMember(pod) && !listed.has(pod.metadata.name) && isSettled(pod, now),
  );
  return listing;
}

const isUp = (pod: PodObject) => pod.status?.phase !== 'Failed' && pod.status?.phase !== 'Succeeded';

export function isSettled(pod: PodObject, now: number): boolean {
  return readyFor(pod, now) > settlesWithinMs;
}

/** How long a pod has been ready; below zero when it is not. */
function readyFor(pod: PodObject, now: number): number {
  const ready = pod.status?.conditions?.find(c => c.type === 'Ready');
  if (ready?.status !== 'True' || pod.metadata.deletionTimestamp) return -1;
  return now - (timeOf(ready.lastTransitionTime) ?? 0);
}
