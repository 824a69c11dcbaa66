import { isAllowed } from './api.ts';
import { badRequest } from './failure.ts';
import { faultFor } from './faults.ts';
import type { Fault } from './faults.ts';
import { qualified, RESOURCES } from './resources.ts';

const KIND = 'SelfSubjectAccessReview';
const PATH = 'apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

export const isReview = (method: string, parts: string[]) => method === 'POST' && parts.join('/') === PATH;

interface Attributes {
  group?: string;
  resource?: string;
  subresource?: string;
  verb?: string;
  namespace?: string;
}

/** Answers "may I?" by the same rules, and the same faults, as the call itself. */
export function reviewAccess(body: string, faults: Fault[], cluster?: string): Record<string, unknown> {
  let review: { spec?: { resourceAttributes?: Attributes } };
  try {
    review = JSON.parse(body) as typeof review;
  } catch (error) {
    throw badRequest(`the object provided is unrecognized: ${(error as Error).message}`);
  }
  const asked = review.spec?.resourceAttributes;
  if (!asked) throw badRequest(`${KIND} needs spec.resourceAttributes`);
  const { group = '', resource = '', subresource, verb = '', namespace } = asked;
  const known = RESOURCES.find(one => one.group === group && one.plural === resource);
  const call = known && {
    resource: known,
    ...(subresource ? { subresource } : {}),
    ...(namespace ? { namespace } : {}),
    ...(cluster ? { cluster } : {}),
  };
  const refused = call && faultFor(faults, call)?.answer === 'forbidden';
  const allowed = known !== undefined && !refused && isAllowed({ verb, resource: known });
  return {
    kind: KIND,
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec: review.spec,
    status: {
      allowed,
      ...(allowed ? {} : { reason: `no rule allows to ${verb} ${known ? qualified(known) : resource}` }),
    },
  };
}
