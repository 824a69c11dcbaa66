import type { UnseenReason } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** What was asked for, in the words of Kubernetes' access rules. */
export interface Question {
  cluster: string;
  path: string;
  verb: 'get' | 'list' | 'watch';
  apiGroup: string;
  resource: string;
  namespace: string;
  name?: string;
  /** How the answer is written; objects come as JSON, logs and metrics as text. */
  accept?: 'json' | 'text';
}

interface KubernetesStatus {
  kind: 'Status';
  message?: string;
  reason?: string;
  details?: { name?: string; retryAfterSeconds?: number };
}

interface PortalError {
  error: { name?: string; message?: string };
}

/** Why the answer to a question is not the thing that was asked for. */
export function refusalOf(
  question: Question,
  status: number,
  body: string,
  retryAfter: string | null,
): UnseenReason {
  const { cluster, resource, apiGroup } = question;
  const said = parse(body);
  const status_ = isKubernetesStatus(said) ? said : undefined;
  const portal = isPortalError(said) ? said.error : undefined;
  const message = shorten(status_?.message ?? portal?.message ?? body);

  if (status === 401) return { kind: 'unauthenticated', cluster };
  if (status === 403) {
    if (portal) return { kind: 'portalRefused', permission: 'kubernetes.proxy' };
    return {
      kind: 'forbidden',
      verb: question.verb,
      apiGroup,
      resource,
      namespace: question.namespace,
      cluster,
    };
  }
  if (status === 404) {
    if (portal) {
      return { kind: 'notFound', resource: 'clusters', name: cluster, cluster };
    }
    const nothingOfThatName = status_?.reason === 'NotFound' && Boolean(status_.details?.name);
    return nothingOfThatName && question.name
      ? { kind: 'notFound', resource, name: question.name, cluster }
      : { kind: 'notInstalled', apiGroup, resource, cluster };
  }
  if (status === 429) {
    const seconds = Number(retryAfter ?? NaN) || status_?.details?.retryAfterSeconds;
    return {
      kind: 'tooManyRequests',
      cluster,
      ...(seconds ? { retryAfterMs: seconds * 1000 } : {}),
    };
  }
  // The portal answers in its own words when it could not reach the cluster.
  if (status >= 500 && portal) return { kind: 'unreachable', message, cluster };
  return { kind: 'serverError', status, message, cluster };
}

/**
 * Why the portal did not even give its list of clusters, without which no
 * question can be asked. The stock client only has words for that.
 */
export function refusalOfClusters(message: string, cluster: string): UnseenReason | undefined {
  const [, status] = /^Request failed with (\d{3}) /.exec(message) ?? [];
  if (status === '401') return { kind: 'unauthenticated', cluster };
  if (status === '403') return { kind: 'portalRefused', permission: 'kubernetes.clusters.read' };
  return undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isKubernetesStatus(value: unknown): value is KubernetesStatus {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'Status';
}

function isPortalError(value: unknown): value is PortalError {
  if (typeof value !== 'object' || value === null) return false;
  const { error } = value as { error?: unknown };
  return typeof error === 'object' && error !== null;
}

function shorten(text: string) {
  const line = text.trim().split('\n', 1)[0];
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
