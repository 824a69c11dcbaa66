import type { KubernetesObject } from '../timeline/index.ts';
import { badRequest, Failure } from './failure.ts';
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

/** The answer to a list call. */
export function listOf(
  resource: Resource,
  objects: KubernetesObject[],
  query: URLSearchParams,
): Record<string, unknown> {
  if (query.get('watch') === 'true' || query.get('watch') === '1') {
    throw new Failure(405, 'MethodNotAllowed', 'a replay does not answer watches; list again instead');
  }
  const hasLabels = labelSelector(query.get('labelSelector') ?? '');
  const hasFields = fieldSelector(query.get('fieldSelector') ?? '', resource.kind);
  const matching = inOrder(objects.filter(object => hasLabels(object) && hasFields(object)));
  const token = query.get('continue');
  const after = token ? readToken(token) : undefined;
  const rest = after === undefined ? matching : matching.filter(object => keyOf(object) > after);
  const limit = readLimit(query) ?? rest.length;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const left = rest.length - page.length;
  const versions = objects.map(({ metadata }) => Number(metadata.resourceVersion)).filter(Number.isFinite);
  return {
    kind: `${resource.kind}List`,
    apiVersion: groupVersion(resource),
    metadata: {
      resourceVersion: String(versions.reduce((a, b) => Math.max(a, b), 1)),
      ...(left > 0 && last ? { continue: writeToken(keyOf(last)), remainingItemCount: left } : {}),
    },
    items: isCustom(resource) ? page : page.map(({ kind: _kind, apiVersion: _version, ...item }) => item),
  };
}
