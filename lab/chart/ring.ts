/** What the members of a dispatch ring say of themselves, and what a healthy ring looks like. */
import { callText, KINDS, pathOf } from '../kube.ts';
import type { Stage } from '../stage/stage.ts';
import type { TrafficOptions } from '../traffic.ts';

/** One pod's counters, as it reports them at one moment. */
export interface Member {
  pod: string;
  /** How many members it knows; nothing before its first dispatched call, or without the resolver. */
  knows: number | undefined;
  /** Calls that other members sent it, by the code with which it answered. */
  answered: Record<string, number>;
  /** Parts of checks that it needed itself and did not find in its own cache. */
  needed: number;
}

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

function* samplesOf(text: string): Generator<Sample> {
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = /^([a-zA-Z_:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (!name) continue;
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text_]) => [key, text_]);
    yield { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
  }
}

/** The metrics of a pod through the API server, which does not verify a pod's certificate. */
export const metricsOf = (namespace: string, pod: string, scheme: 'http' | 'https' = 'http') =>
  callText(`${pathOf(KINDS.pod, namespace, `${scheme}:${pod}:9090`)}/proxy/metrics`, { timeoutMs: 5_000 });

export function readMember(pod: string, text: string): Member {
  const member: Member = { pod, knows: undefined, answered: {}, needed: 0 };
  for (const { name, labels, value } of samplesOf(text)) {
    if (name === 'kuberesolver_addresses_total') member.knows = value;
    if (name === 'grpc_server_handled_total' && labels.grpc_method === 'DispatchCheck') {
      const code = labels.grpc_code ?? '';
      member.answered[code] = (member.answered[code] ?? 0) + value;
    }
    if (name === 'spicedb_dispatch_client_check_total') member.needed += value;
    if (name === 'spicedb_dispatch_client_check_from_cache_total') member.needed -= value;
  }
  return member;
}

/** Asks every serving pod that is ready. */
export async function readRing(stage: Stage, scheme: 'http' | 'https' = 'http'): Promise<Member[]> {
  const ready = (await stage.pods('server')).filter(pod => pod.ready);
  return Promise.all(
    ready.map(async ({ name }) => readMember(name, await metricsOf(stage.namespace, name, scheme))),
  );
}

const FEWEST_CALLS = 30;

/**
 * Waits until the ring does what it is for, by its members' own counters: each knows all, each answers
 * its share of the others' questions, and none refuses any.
 */
export async function seesSharedWork(
  stage: Stage,
  count: number,
  scheme: 'http' | 'https' = 'http',
): Promise<void> {
  const before = new Map((await readRing(stage, scheme)).map(member => [member.pod, member]));
  const seen = await stage.sees(
    `each of ${count} members knows ${count} and answers its share of the checks`,
    async () => {
      const now = await readRing(stage, scheme);
      const shares = now.map(({ pod, knows, answered }) => ({
        pod,
        knows,
        answers: (answered.OK ?? 0) - (before.get(pod)?.answered.OK ?? 0),
        refused: (answered.PermissionDenied ?? 0) - (before.get(pod)?.answered.PermissionDenied ?? 0),
      }));
      const fine = shares.every(
        ({ knows, answers, refused }) => knows === count && answers >= FEWEST_CALLS && refused === 0,
      );
      if (fine && shares.length === count) return shares;
      throw new Error(JSON.stringify(shares));
    },
    45_000,
  );
  stage.did(`the members answered ${seen.map(({ answers }) => answers).join(', ')} calls of each other`);
}

/** A ring of three is whole: the list names all, and with calls of our own each does its share. */
export async function worksAsOne(stage: Stage, options: TrafficOptions = {}): Promise<void> {
  const traffic = await stage.traffic({ rate: 30, connections: 9, ...options });
  await stage.sees('the ring is whole', async () => (await stage.endpointAddresses()).length === 3);
  await seesSharedWork(stage, 3);
  await traffic.stop();
}
