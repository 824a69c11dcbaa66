import type { MetricSample, PodMetrics } from '../../rollout/snapshot';

/** What one look at one pod counts, as the rule needs it. */
export interface Look {
  pod: string;
  at: number;
  /** Members that the pod's resolver knows; undefined where there is no resolver. */
  addresses?: number;
  /** The pod has a dispatch server at all. */
  receives: boolean;
  /** DispatchCheck calls that the pod answered to its peers, by code. */
  answered: Record<string, number>;
  /** Calls of clients by code, and how many were begun. */
  api: Record<string, number>;
  apiStarted: number;
  /** Work that the pod sent on, and what of it came from its cache. */
  sent: number;
  fromCache: number;
}

const sentNames = /^spicedb_dispatch_client_(check|lookup_resources|lookup_subjects)_total$/;
const cacheNames = /^spicedb_dispatch_client_(check|lookup_resources|lookup_subjects)_from_cache_total$/;

export function lookAt({ at, pod, samples }: PodMetrics): Look {
  const look: Look = {
    pod,
    at,
    receives: false,
    answered: {},
    api: {},
    apiStarted: 0,
    sent: 0,
    fromCache: 0,
  };
  for (const sample of samples) count(sample, look);
  return look;
}

function count({ labels, name, value }: MetricSample, look: Look) {
  if (name === 'kuberesolver_addresses_total') look.addresses = Math.max(look.addresses ?? 0, value);
  else if (name === 'spicedb_dispatch_check_total') look.receives = true;
  else if (sentNames.test(name)) look.sent += value;
  else if (cacheNames.test(name)) look.fromCache += value;
  else if (name === 'grpc_server_handled_total') {
    if (labels.grpc_method === 'DispatchCheck') add(look.answered, labels.grpc_code, value);
    else if (isApi(labels)) add(look.api, labels.grpc_code, value);
  } else if (name === 'grpc_server_started_total' && isApi(labels)) look.apiStarted += value;
}

const isApi = (labels: Record<string, string>) =>
  labels.grpc_service === 'authzed.api.v1.PermissionsService' && labels.grpc_type === 'unary';

function add(counts: Record<string, number>, code: string, value: number) {
  counts[code] = (counts[code] ?? 0) + value;
}

export const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** Two looks at one pod and what happened between them. */
export interface Pair {
  pod: string;
  before: Look;
  after: Look;
  answered: Record<string, number>;
  api: Record<string, number>;
  sent: number;
  fromCache: number;
}

/** Undefined when a counter went down: the pod was restarted in between, and the difference means nothing. */
export function pairOf(before: Look, after: Look): Pair | undefined {
  const answered = difference(before.answered, after.answered);
  const api = difference(before.api, after.api);
  const sent = after.sent - before.sent;
  const fromCache = after.fromCache - before.fromCache;
  if (!answered || !api || sent < 0 || fromCache < 0 || after.apiStarted < before.apiStarted)
    return undefined;
  return { pod: after.pod, before, after, answered, api, sent, fromCache };
}

function difference(before: Record<string, number>, after: Record<string, number>) {
  const result: Record<string, number> = {};
  for (const code of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change = (after[code] ?? 0) - (before[code] ?? 0);
    if (change < 0) return undefined;
    result[code] = change;
  }
  return result;
}
