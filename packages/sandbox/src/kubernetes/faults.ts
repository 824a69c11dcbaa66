import type { Resource } from './resources.ts';

export const ANSWERS = [
  'unauthorized',
  'forbidden',
  'notInstalled',
  'tooManyRequests',
  'internalError',
  'hang',
  'closed',
  'malformed',
  'huge',
] as const;

export type FaultAnswer = (typeof ANSWERS)[number];

/** What goes wrong, and for which calls; a field that is absent stands for all. */
export interface Fault {
  answer: FaultAnswer;
  cluster?: string;
  namespace?: string;
  /** The plural, such as `pods`; `pods/log` and `pods/proxy` stand for themselves only. */
  resource?: string;
}

export interface Faults {
  faults: Fault[];
  /** How far the cluster's clock is ahead of this machine's. */
  clockAheadMs: number;
}

export const noFaults = (): Faults => ({ faults: [], clockAheadMs: 0 });

export interface Call {
  cluster?: string;
  namespace?: string;
  resource: Resource;
  subresource?: string;
}

export function faultFor(
  faults: Fault[],
  { cluster, namespace, resource, subresource }: Call,
): Fault | undefined {
  const name = subresource ? `${resource.plural}/${subresource}` : resource.plural;
  return faults.find(
    fault =>
      (fault.cluster === undefined || fault.cluster === cluster) &&
      (fault.namespace === undefined || fault.namespace === namespace) &&
      (fault.resource === undefined || fault.resource === name),
  );
}

const FIELDS = ['answer', 'cluster', 'namespace', 'resource'];

/** Reads what a test asks for; the error says which part of it is wrong. */
export function parseFaults(body: string): Faults {
  const read: unknown = JSON.parse(body);
  if (typeof read !== 'object' || read === null) throw new Error('the body must be an object');
  const { faults = [], clockAheadMs = 0 } = read as Partial<Faults>;
  if (!Number.isFinite(clockAheadMs)) throw new Error('clockAheadMs must be a number');
  if (!Array.isArray(faults)) throw new Error('faults must be a list');
  for (const fault of faults) {
    const unknown = Object.keys(fault).filter(key => !FIELDS.includes(key));
    if (unknown.length)
      throw new Error(`a fault has no field ${unknown.join(', ')}; it has ${FIELDS.join(', ')}`);
    if (!ANSWERS.includes(fault.answer)) {
      throw new Error(`answer is ${JSON.stringify(fault.answer)}; it must be one of ${ANSWERS.join(', ')}`);
    }
  }
  return { faults, clockAheadMs };
}
