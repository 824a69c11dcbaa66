import { demandInit, enclosureInit, ownerOfLab } from './enclosure.ts';
import { reasonOf } from './errors.ts';
import { forgottenNodes, troubleOfNode } from './further-nodes.ts';
import { call, callText, KINDS, list, pathOf } from './kube.ts';
import type { ObjectList } from './kube.ts';
import { FIRST_NODE } from './nodes.ts';
import { arePoliciesHeldTo } from './policies.ts';
import { sql } from './postgres.ts';
import { logOf, serverStatuses } from './servers.ts';
import type { ServerStatus } from './servers.ts';

export interface Check {
  what: string;
  /** Why it is not well, or nothing when it is. */
  trouble?: string;
}

export interface LabStatus {
  state: 'down' | 'broken' | 'up';
  owner?: string;
  servers: ServerStatus[];
  checks: Check[];
}

async function check(what: string, ask: () => Promise<string | undefined>): Promise<Check> {
  try {
    const trouble = await ask();
    return trouble ? { what, trouble } : { what };
  } catch (error) {
    return { what, trouble: reasonOf(error) };
  }
}

const QUICK = { timeoutMs: 3_000 };

const askApiServer = async () => {
  const answer = await callText('/readyz', QUICK);
  return answer === 'ok' ? undefined : answer;
};

async function askNodes(): Promise<string | undefined> {
  const names = forgottenNodes().map(({ name }) => name);
  if (names.length) return `a command that was ended left ${names.join(' and ')}`;
  return troubleOfNode(FIRST_NODE);
}

async function askPolicies(): Promise<string | undefined> {
  return arePoliciesHeldTo(demandInit()) ? undefined : 'nobody tells the kernel which packets may pass';
}

async function askArgo(): Promise<string | undefined> {
  await call<ObjectList>(pathOf(KINDS.application, 'argocd'), QUICK);
  return undefined;
}

// What `up` starts; one that is missing means that an earlier `up` did not get to its end.
const EXPECTED = [
  'argocd-application-controller',
  'argocd-repo-server',
  'containerd',
  'coredns',
  'etcd',
  'gateway',
  'git-server',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubelet',
  'network-policies',
  'postgres',
  'redis',
];

/** Looks at the lab; asks its programs, and believes only answers. */
export async function labStatus(): Promise<LabStatus> {
  const owner = ownerOfLab();
  const known = serverStatuses();
  if (!enclosureInit()) {
    return owner === undefined
      ? { state: 'down', servers: [], checks: [] }
      : {
          state: 'broken',
          owner,
          servers: known,
          checks: [{ what: 'namespaces', trouble: 'gone; the lab crashed' }],
        };
  }
  const servers = EXPECTED.map(
    name => known.find(server => server.name === name) ?? { name, running: false, memoryMiB: 0 },
  );
  const checks = servers.every(({ running }) => running)
    ? await Promise.all([
        check('API server', askApiServer),
        check('node', askNodes),
        check('PostgreSQL', async () => ((await sql('SELECT 1')).trim() === '1' ? undefined : 'no answer')),
        check('NetworkPolicies', askPolicies),
        check('Argo CD', askArgo),
      ])
    : [];
  const well = checks.length > 0 && checks.every(({ trouble }) => !trouble);
  return { state: well ? 'up' : 'broken', owner, servers, checks };
}

/** Prints the status for people; the exit code says the same to scripts. */
export async function printStatus(): Promise<number> {
  const { state, owner, servers, checks } = await labStatus();
  if (state === 'down') {
    process.stdout.write('The lab is down.\n');
    return 3;
  }
  const total = servers.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  const lines = [
    `The lab is ${state === 'up' ? 'up' : 'broken; "./dev lab up" heals it'}. It belongs to ${owner}.`,
    '',
    ...servers.map(({ name, running, memoryMiB }) =>
      running
        ? `  ${name.padEnd(32)} runs      ${memoryMiB.toFixed(0).padStart(5)} MiB`
        : `  ${name.padEnd(32)} STOPPED   see ${logOf(name)}`,
    ),
    `  ${'all servers'.padEnd(32)}           ${total.toFixed(0).padStart(5)} MiB`,
    '',
    ...checks.map(
      ({ what, trouble }) => `  ${what.padEnd(32)} ${trouble ? `NOT WELL: ${trouble}` : 'answers'}`,
    ),
    ...(state === 'up' ? await workloads() : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return state === 'up' ? 0 : 1;
}

async function workloads(): Promise<string[]> {
  const [applications, pods] = await Promise.all([list(KINDS.application), list(KINDS.pod)]);
  const health = (status: unknown) => {
    const { sync, health: state } = (status ?? {}) as {
      sync?: { status: string };
      health?: { status: string };
    };
    return `${sync?.status ?? 'not seen yet'}/${state?.status ?? 'not seen yet'}`;
  };
  return [
    '',
    ...applications.items.map(
      ({ metadata, status }) => `  Application ${metadata.namespace}/${metadata.name}: ${health(status)}`,
    ),
    ...pods.items.map(
      ({ metadata, status }) =>
        `  Pod ${metadata.namespace}/${metadata.name}: ${(status as { phase: string }).phase}`,
    ),
    ...(applications.items.length + pods.items.length ? [] : ['  no Application and no pod yet']),
  ];
}
