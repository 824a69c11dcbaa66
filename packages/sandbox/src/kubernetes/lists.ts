import type { KubernetesObject } from '../timeline/index.ts';
import { badRequest } from './failure.ts';
import { groupVersion, isCustom } from './resources.ts';
import type { Resource } from './resources.ts';
import { fieldSelector, labelSelector } from './selectors.ts';

const keyOf = ({ metadata }: KubernetesObject) => `${metadata.namespace ?? ''}/${metadata.name}`;

function readToken(token: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as { after?: unknown };
    if (typeof after === 'string') return after;
  } catch {
    // Falls through to the one refusal for every kind of wrong token.
  }
  throw badRequest('continue key is not valid');
}

const writeToken = (after: string) => Buffer.from(JSON.stringify({ after })).toString('base64url');

/** Objects as the store behind an API server keeps them: by namespace and name. */
function inOrder(objects: KubernetesObject[]): KubernetesObject[] {
  return [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b))));
}

function readLimit(query: URLSearchParams): number | undefined {
  const text = query.get('limit');
  if (!text) return undefined;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 0) {
    throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  }
  return limit || undefined;
}

/** Which objects a list or a watch is about, by its namespace and its selectors. */
export function wantedBy(
  resource: Resource,
  query: URLSearchParams,
  namespace?: string,
): (object: KubernetesObject) => boolean {
  const hasLabels = labelSelector(query.get('labelSelector') ?? '');
  const hasFields = fieldSelector(query.get('fieldSelector') ?? '', resource.kind);
  return object =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    hasLabels(object) &&
    hasFields(object);
}

/** The answer to a list call, at a version of the store. */
export function listOf(
  resource: Resource,
  objects: KubernetesObject[],
  query: URLSearchParams,
  version: number,
): Record<string, unknown> {
  const matching = inOrder(objects.filter(wantedBy(resource, query)));
  const token = query.get('continue');
  const after = token ? readToken(token) : undefined;
  const rest = after === undefined ? matching : matching.filter(object => keyOf(object) > after);
  const limit = readLimit(query) ?? rest.length;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const left = rest.length - page.length;
  return {
    kind: `${resource.kind}List`,
    apiVersion: groupVersion(resource),
    metadata: {
      resourceVersion: String(version),
      ...(left > 0 && last ? { continue: writeToken(keyOf(last)), remainingItemCount: left } : {}),
    },
    items: isCustom(resource) ? page : page.map(({ kind: _kind, apiVersion: _version, ...item }) => item),
  };
}
