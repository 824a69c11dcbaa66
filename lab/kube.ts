/** A small client of the lab's API server, which it reaches through the gateway's socket. */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { KubernetesObject } from '../packages/sandbox/src/timeline/index.ts';
import { pki } from './certificates.ts';
import { inState } from './paths.ts';

export type { KubernetesObject };

export const API_SOCKET = inState('kubernetes.sock');

export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Call {
  method?: string;
  body?: unknown;
  contentType?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}

// Read anew for each call: they change with each lab, and a command can outlive one.
const credentials = () => ({
  ca: readFileSync(pki('ca.crt'), 'utf8'),
  token: readFileSync(pki('admin.token'), 'utf8'),
});

function open(
  path: string,
  { method = 'GET', body, contentType = 'application/json', signal, timeoutMs }: Call,
): Promise<IncomingMessage> {
  const { ca, token } = credentials();
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        socketPath: API_SOCKET,
        servername: 'localhost',
        path,
        method,
        ca,
        signal,
        headers: {
          Host: 'localhost',
          Authorization: `Bearer ${token}`,
          Accept: 'application/json, */*',
          ...(body === undefined ? {} : { 'Content-Type': contentType }),
        },
      },
      resolve,
    );
    if (timeoutMs) {
      outgoing.setTimeout(timeoutMs, () =>
        outgoing.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)),
      );
    }
    outgoing.on('error', reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function failure(status: number, text: string): ApiError {
  try {
    return new ApiError(status, (JSON.parse(text) as { message?: string }).message ?? text);
  } catch {
    return new ApiError(status, text.trim());
  }
}

export async function callText(path: string, call: Call = {}): Promise<string> {
  const answer = await open(path, call);
  const text = await textOf(answer);
  const status = answer.statusCode ?? 0;
  if (status >= 400) throw failure(status, text);
  return text;
}

export const call = async <T = KubernetesObject>(path: string, options: Call = {}) =>
  JSON.parse(await callText(path, options)) as T;

/** Follows an answer line by line until it ends or is aborted. */
export async function* callLines(path: string, options: Call = {}): AsyncGenerator<string> {
  const answer = await open(path, options);
  if ((answer.statusCode ?? 0) >= 400) throw failure(answer.statusCode ?? 0, await textOf(answer));
  yield* createInterface({ input: answer, crlfDelay: Number.POSITIVE_INFINITY });
}

/** A kind of object, by the group and plural name of its API paths. */
export interface Resource {
  apiVersion: string;
  kind: string;
  plural: string;
}

export function pathOf({ apiVersion, plural }: Resource, namespace?: string, name?: string): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${root}${namespace ? `/namespaces/${namespace}` : ''}/${plural}${name ? `/${name}` : ''}`;
}

export const resource = (apiVersion: string, kind: string, plural = `${kind.toLowerCase()}s`): Resource => ({
  apiVersion,
  kind,
  plural,
});

export const KINDS = {
  application: resource('argoproj.io/v1alpha1', 'Application'),
  clusterRoleBinding: resource('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'),
  configMap: resource('v1', 'ConfigMap'),
  customResourceDefinition: resource('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
  deployment: resource('apps/v1', 'Deployment'),
  endpoints: resource('v1', 'Endpoints', 'endpoints'),
  endpointSlice: resource('discovery.k8s.io/v1', 'EndpointSlice'),
  event: resource('v1', 'Event'),
  job: resource('batch/v1', 'Job'),
  namespace: resource('v1', 'Namespace'),
  node: resource('v1', 'Node'),
  pod: resource('v1', 'Pod'),
  replicaSet: resource('apps/v1', 'ReplicaSet'),
  roleBinding: resource('rbac.authorization.k8s.io/v1', 'RoleBinding'),
  secret: resource('v1', 'Secret'),
  service: resource('v1', 'Service'),
  serviceAccount: resource('v1', 'ServiceAccount'),
  statefulSet: resource('apps/v1', 'StatefulSet'),
};

export const get = (kind: Resource, namespace: string | undefined, name: string) =>
  call(pathOf(kind, namespace, name));

/** The object, or nothing when there is none. */
export async function find(
  kind: Resource,
  namespace: string | undefined,
  name: string,
): Promise<KubernetesObject | undefined> {
  try {
    return await get(kind, namespace, name);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

export interface ObjectList {
  metadata: { resourceVersion: string };
  items: KubernetesObject[];
}

export async function list(kind: Resource, namespace?: string, query = ''): Promise<ObjectList> {
  const answer = await call<ObjectList>(`${pathOf(kind, namespace)}${query}`);
  const { apiVersion, kind: name } = kind;
  // A list leaves out what all its items share.
  return { ...answer, items: answer.items.map(item => ({ ...item, apiVersion, kind: name })) };
}

/** Creates or changes an object: server-side apply. */
export const apply = (kind: Resource, object: Pick<KubernetesObject, 'metadata'> & Record<string, unknown>) =>
  call(`${pathOf(kind, object.metadata.namespace, object.metadata.name)}?fieldManager=lab&force=true`, {
    method: 'PATCH',
    contentType: 'application/apply-patch+yaml',
    body: { apiVersion: kind.apiVersion, kind: kind.kind, ...object },
  });

/** Changes the named fields of an object and leaves the others: a merge patch. */
export const patch = (kind: Resource, namespace: string | undefined, name: string, body: object) =>
  call(pathOf(kind, namespace, name), {
    method: 'PATCH',
    contentType: 'application/merge-patch+json',
    body,
  });

export async function remove(kind: Resource, namespace: string | undefined, name: string): Promise<void> {
  try {
    await call(pathOf(kind, namespace, name), { method: 'DELETE' });
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

/**
 * Removes the pods of a namespace without waiting for them to end well, and before them what would make them anew.
 */
export async function removePodsAtOnce(namespace: string): Promise<void> {
  const { deployment, statefulSet, replicaSet, job, pod } = KINDS;
  for (const kind of [deployment, statefulSet, replicaSet, job]) {
    await call(`${pathOf(kind, namespace)}?propagationPolicy=Background`, { method: 'DELETE' });
  }
  await call(`${pathOf(pod, namespace)}?gracePeriodSeconds=0`, { method: 'DELETE' });
}
