import type { WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { Question } from './refusal';

const enc = encodeURIComponent;

const kinds = {
  deployments: { apiGroup: 'apps', version: 'v1' },
  statefulsets: { apiGroup: 'apps', version: 'v1' },
  replicasets: { apiGroup: 'apps', version: 'v1' },
  jobs: { apiGroup: 'batch', version: 'v1' },
  pods: { apiGroup: '', version: 'v1' },
  events: { apiGroup: '', version: 'v1' },
  endpoints: { apiGroup: '', version: 'v1' },
  poddisruptionbudgets: { apiGroup: 'policy', version: 'v1' },
  horizontalpodautoscalers: { apiGroup: 'autoscaling', version: 'v2' },
  applications: { apiGroup: 'argoproj.io', version: 'v1alpha1' },
} as const;

/** The kinds of objects that a reading may ask for. Secrets are not among them. */
export type ReadKind = keyof typeof kinds;

function root(kind: ReadKind) {
  const { apiGroup, version } = kinds[kind];
  return apiGroup ? `/apis/${apiGroup}/${version}` : `/api/${version}`;
}

/** The objects of one kind that belong to the workload, by its label selector. */
export function listOf(ref: WorkloadRef, kind: ReadKind): Question {
  return {
    cluster: ref.cluster,
    namespace: ref.namespace,
    verb: 'list',
    apiGroup: kinds[kind].apiGroup,
    resource: kind,
    path: `${root(kind)}/namespaces/${enc(ref.namespace)}/${kind}?labelSelector=${enc(ref.labelSelector)}`,
  };
}

/** The objects of one kind in a whole cluster that carry a label. */
export function listAcross(
  cluster: string,
  kind: ReadKind,
  labelSelector: string,
  page: { limit: number; continue?: string },
): Question {
  const query = new URLSearchParams({
    labelSelector,
    limit: String(page.limit),
  });
  if (page.continue) query.set('continue', page.continue);
  return {
    cluster,
    namespace: '',
    verb: 'list',
    apiGroup: kinds[kind].apiGroup,
    resource: kind,
    path: `${root(kind)}/${kind}?${query}`,
  };
}

/** Events carry no labels of what they are about: the namespace's warnings, told apart later. */
export function warningsIn(ref: WorkloadRef): Question {
  return {
    ...listOf(ref, 'events'),
    path: `/api/v1/namespaces/${enc(ref.namespace)}/events?fieldSelector=${enc('type=Warning')}&limit=500`,
  };
}

/** The one Endpoints object that lists the members of the ring. */
export function endpointsOf(ref: WorkloadRef, service: string): Question {
  return {
    cluster: ref.cluster,
    namespace: ref.namespace,
    verb: 'get',
    apiGroup: '',
    resource: 'endpoints',
    name: service,
    path: `/api/v1/namespaces/${enc(ref.namespace)}/endpoints/${enc(service)}`,
  };
}

/** The Argo CD Application, on the cluster where Argo CD lives. */
export function applicationOf(application: NonNullable<WorkloadRef['application']>): Question {
  const { cluster, namespace, name } = application;
  return {
    cluster,
    namespace,
    name,
    verb: 'get',
    apiGroup: 'argoproj.io',
    resource: 'applications',
    path: `${root('applications')}/namespaces/${enc(namespace)}/applications/${enc(name)}`,
  };
}

/** The same object as a list of one, since only lists can be followed. */
export function alone(question: Question): Question {
  const [path] = question.path.split(/\/[^/]+$/);
  return {
    ...question,
    verb: 'list',
    path: `${path}?fieldSelector=${enc(`metadata.name=${question.name}`)}`,
  };
}

/** What happened to the objects of a list since a version of it; the answer is held for some seconds. */
export function changesSince(list: Question, version: string, seconds: number): Question {
  const [path, query] = list.path.split('?');
  const following = new URLSearchParams(query);
  following.delete('limit');
  following.set('watch', 'true');
  following.set('resourceVersion', version);
  following.set('allowWatchBookmarks', 'true');
  following.set('timeoutSeconds', String(seconds));
  return { ...list, verb: 'watch', path: `${path}?${following}` };
}

/** The last lines of one container's log. */
export function logOf(
  ref: WorkloadRef,
  want: { pod: string; container: string; previous: boolean; lines: number },
): Question {
  const query = new URLSearchParams({
    container: want.container,
    tailLines: String(want.lines),
  });
  if (want.previous) query.set('previous', 'true');
  return {
    cluster: ref.cluster,
    namespace: ref.namespace,
    name: want.pod,
    verb: 'get',
    apiGroup: '',
    resource: 'pods/log',
    accept: 'text',
    path: `/api/v1/namespaces/${enc(ref.namespace)}/pods/${enc(want.pod)}/log?${query}`,
  };
}

/** A pod's metrics page, through the cluster's pod proxy. */
export function metricsOf(
  ref: WorkloadRef,
  pod: string,
  metrics: { scheme: 'http' | 'https'; port: number },
): Question {
  const target = `${metrics.scheme === 'https' ? 'https:' : ''}${pod}:${metrics.port}`;
  return {
    cluster: ref.cluster,
    namespace: ref.namespace,
    name: pod,
    verb: 'get',
    apiGroup: '',
    resource: 'pods/proxy',
    accept: 'text',
    path: `/api/v1/namespaces/${enc(ref.namespace)}/pods/${target}/proxy/metrics`,
  };
}

/** What a Prometheus knows, by its HTTP API, below the portal's own proxy. */
export function prometheusAsked({ cluster, namespace }: WorkloadRef, path: string, query: string): Question {
  // Entities may name the path: whatever they say, it stays below the portal's proxy.
  const base = path
    .replaceAll('{cluster}', cluster)
    .split('/')
    .filter(part => !/^\.{0,2}$/.test(part))
    .map(enc)
    .join('/');
  return {
    cluster,
    namespace,
    verb: 'get',
    apiGroup: '',
    resource: 'metrics',
    path: `/${base}/api/v1/query?${new URLSearchParams({ query })}`,
  };
}
