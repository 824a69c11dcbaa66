import { qualified } from './resources.ts';
import type { Resource } from './resources.ts';

/** A refusal as an API server words it: a Status object and its code. */
export class Failure extends Error {
  override name = 'Failure';
  readonly status: Record<string, unknown>;
  readonly code: number;
  readonly headers: Record<string, string>;

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: Record<string, unknown>,
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.code = code;
    this.headers = headers;
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      ...(details ? { details } : {}),
      code,
    };
  }
}

/** The user whom an API server names to a portal that signs in as its service account. */
export const USER = 'system:serviceaccount:backstage:backstage';

const kindOf = ({ group, plural }: Resource, name?: string) => ({
  ...(name === undefined ? {} : { name }),
  ...(group ? { group } : {}),
  kind: plural,
});

export const unauthorized = () => new Failure(401, 'Unauthorized', 'Unauthorized');

export function forbidden(
  verb: string,
  resource: Resource,
  { name, namespace, subresource }: { name?: string; namespace?: string; subresource?: string },
): Failure {
  const asked = qualified(resource) + (name === undefined ? '' : ` "${name}"`);
  const what = subresource ? `${resource.plural}/${subresource}` : resource.plural;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return new Failure(
    403,
    'Forbidden',
    `${asked} is forbidden: User "${USER}" cannot ${verb} resource "${what}" in API group "${resource.group}" ${where}`,
    kindOf(resource, name),
  );
}

export const notFound = (resource: Resource, name: string) =>
  new Failure(404, 'NotFound', `${qualified(resource)} "${name}" not found`, kindOf(resource, name));

/** Nothing at all answers under the path, as for a group whose CRD is not installed. */
export class NoSuchPath extends Error {
  override name = 'NoSuchPath';
}

export const noSuchResource = () =>
  new Failure(404, 'NotFound', 'the server could not find the requested resource', {});

export const badRequest = (message: string) => new Failure(400, 'BadRequest', message);

export const tooManyRequests = (retryAfterSeconds: number) =>
  new Failure(
    429,
    'TooManyRequests',
    'Too many requests, please try again later.',
    { retryAfterSeconds },
    { 'Retry-After': String(retryAfterSeconds) },
  );

export const internalError = (cause: string) =>
  new Failure(500, 'InternalError', `Internal error occurred: ${cause}`, { causes: [{ message: cause }] });

export const unavailable = (message: string) => new Failure(503, 'ServiceUnavailable', message);
