import type { Answer, UnseenReason } from './answer';
import type { Evidence, Finding } from './assessment';
import { findingFrom } from './catalog';
import { visibilityFindings } from './findings/visibility';
import type { Snapshot, SourceName } from './snapshot';
import { isUnknownCluster, tooOldMs } from './seen';

const apiOf: Record<SourceName, { apiGroup: string; resource: string }> = {
  application: { apiGroup: 'argoproj.io', resource: 'applications' },
  workloads: { apiGroup: 'apps', resource: 'deployments' },
  replicaSets: { apiGroup: 'apps', resource: 'replicasets' },
  jobs: { apiGroup: 'batch', resource: 'jobs' },
  pods: { apiGroup: '', resource: 'pods' },
  endpoints: { apiGroup: '', resource: 'endpoints' },
  events: { apiGroup: '', resource: 'events' },
  disruptionBudgets: { apiGroup: 'policy', resource: 'poddisruptionbudgets' },
  autoscalers: { apiGroup: 'autoscaling', resource: 'horizontalpodautoscalers' },
};

/** Why a source of a stage could not be read, as findings with the way to mend it. */
export function blindSpots(snapshot: Snapshot, sources: SourceName[], now: number): Finding[] {
  return sources.flatMap(source => blindSpot(source, snapshot[source], now) ?? []);
}

function blindSpot(source: SourceName, answer: Answer<unknown>, now: number): Finding | undefined {
  if (answer.state === 'seen') return undefined;
  if (answer.state === 'stale') {
    if (now - answer.at < tooOldMs) return undefined;
    const minutes = Math.round((now - answer.at) / 60_000);
    return make('V108', { source, minutes }, evidenceOf(source, answer.reason));
  }
  return blindness(source, answer.reason);
}

/** One finding for one reason; undefined where not seeing is a choice or an answer. */
export function blindness(source: string, reason: UnseenReason): Finding | undefined {
  const evidence = evidenceOf(source, reason);
  switch (reason.kind) {
    case 'notFound':
      return isUnknownCluster(reason) ? make('V112', { cluster: reason.cluster }, evidence) : undefined;
    case 'notAsked':
    case 'notYet':
      return undefined;
    case 'forbidden': {
      const group = reason.apiGroup === '' ? '""' : reason.apiGroup;
      const { cluster, resource, verb } = reason;
      const where = reason.namespace ?? '*';
      return make('V101', { source, cluster, resource, verb, group, namespace: where }, evidence);
    }
    case 'unauthenticated':
      return make('V102', { source, cluster: reason.cluster }, evidence);
    case 'notInstalled':
      return make(
        'V103',
        { source, cluster: reason.cluster, resource: reason.resource, group: reason.apiGroup },
        evidence,
      );
    case 'unreachable':
      return make('V104', { source, cluster: reason.cluster }, evidence);
    case 'timedOut':
      return make(
        'V105',
        { source, cluster: reason.cluster, seconds: Math.round(reason.afterMs / 1000) },
        evidence,
      );
    case 'portalRefused':
      return make('V111', { source, permission: reason.permission }, evidence);
    case 'tooManyRequests':
    case 'serverError':
      return make('V106', { source, cluster: reason.cluster }, evidence);
    case 'unreadable':
      return make('V107', { source, cluster: reason.cluster }, evidence);
    default:
      return undefined;
  }
}

function make(code: string, params: Record<string, string | number>, evidence: Evidence): Finding {
  return findingFrom(visibilityFindings, code, params, [evidence]);
}

function evidenceOf(source: string, reason: UnseenReason): Evidence {
  const api = Object.hasOwn(apiOf, source) ? apiOf[source as SourceName] : undefined;
  const name = api ? [api.resource, api.apiGroup].filter(Boolean).join('.') : source;
  return { kind: 'refusal', source: name, text: textOf(reason) };
}

function textOf(reason: UnseenReason): string {
  switch (reason.kind) {
    case 'notAsked':
      return reason.because;
    case 'notYet':
      return 'not asked yet';
    case 'forbidden':
      return `403: ${reason.verb} ${reason.resource}${
        reason.namespace ? ` in ${reason.namespace}` : ''
      } is not allowed`;
    case 'unauthenticated':
      return '401: the credentials were not accepted';
    case 'notInstalled':
      return `404: ${reason.resource}.${reason.apiGroup} is not known to this cluster`;
    case 'notFound':
      return `404: ${reason.resource} ${reason.name} does not exist`;
    case 'tooManyRequests':
      return '429: too many requests';
    case 'serverError':
      return `${reason.status}: ${reason.message}`;
    case 'portalRefused':
      return `the portal refused: permission ${reason.permission} is missing`;
    case 'timedOut':
      return `no answer within ${reason.afterMs} ms`;
    default:
      return reason.message;
  }
}
