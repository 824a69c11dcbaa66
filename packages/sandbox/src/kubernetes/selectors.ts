import type { KubernetesObject } from '../timeline/index.ts';
import { badRequest } from './failure.ts';

type Test = (object: KubernetesObject) => boolean;

const SET = /^(\S+)\s+(in|notin)\s+\(([^()]*)\)$/;
const EQUALITY = /^([^\s=!]+)\s*(==|!=|=)\s*(\S*)$/;
const EXISTS = /^(!?)\s*([^\s=!]+)$/;

// Commas separate requirements, but not the values inside `in (a, b)`.
const requirementsOf = (selector: string) =>
  selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean);

function labelTest(requirement: string): Test {
  const valueOf = (object: KubernetesObject, key: string) => object.metadata.labels?.[key];
  const [, setKey, operator, list] = SET.exec(requirement) ?? [];
  if (setKey !== undefined && list !== undefined) {
    const values = list.split(',').map(value => value.trim());
    return object => {
      const value = valueOf(object, setKey);
      const isIn = value !== undefined && values.includes(value);
      return operator === 'in' ? isIn : !isIn;
    };
  }
  const [, key, sign, wanted] = EQUALITY.exec(requirement) ?? [];
  if (key !== undefined) {
    return object => (valueOf(object, key) === wanted) === (sign !== '!=');
  }
  const [, not, named] = EXISTS.exec(requirement) ?? [];
  if (named !== undefined) return object => (valueOf(object, named) !== undefined) === (not !== '!');
  throw badRequest(
    `unable to parse requirement: found '${requirement}', expected: !, identifier, or 'end of string'`,
  );
}

// As the API server: metadata for every kind, and a few fields of Pods and Events.
const FIELDS: Record<string, string[]> = {
  '': ['metadata.name', 'metadata.namespace'],
  Pod: ['spec.nodeName', 'spec.restartPolicy', 'spec.serviceAccountName', 'status.phase', 'status.podIP'],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'reason',
    'source',
    'type',
  ],
  Job: ['status.successful'],
};

function fieldTest(requirement: string, kind: string): Test {
  const [, field, sign, wanted] = EQUALITY.exec(requirement) ?? [];
  if (field === undefined)
    throw badRequest(`invalid field selector: '${requirement}'; can't understand '${requirement}'`);
  if (![...(FIELDS[''] ?? []), ...(FIELDS[kind] ?? [])].includes(field)) {
    throw badRequest(`field label not supported: ${field}`);
  }
  return object => {
    const value = field
      .split('.')
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], object);
    return (String(value ?? '') === wanted) === (sign !== '!=');
  };
}

const all =
  (tests: Test[]): Test =>
  object =>
    tests.every(test => test(object));

export const labelSelector = (selector: string): Test => all(requirementsOf(selector).map(labelTest));

export const fieldSelector = (selector: string, kind: string): Test =>
  all(requirementsOf(selector).map(requirement => fieldTest(requirement, kind)));
