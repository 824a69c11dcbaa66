/**
 * More nodes for a case that asks for them: each in network, mount, process and host name namespaces of its own
 * inside the enclosure, with a containerd, a kubelet and a kube-proxy of its own. As on a machine, whatever
 * Kubernetes writes to fixed places stays there, and when its first process is killed, all of it stops at once.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.ts';
import { ensureCertificatesOf } from './certificates.ts';
import { COVERED, enter, NODE_ADDRESS, removeCgroups } from './enclosure.ts';
import { importImages } from './images.ts';
import { apply, get, KINDS, remove } from './kube.ts';
import { containerd, onContainerd } from './kubernetes-servers.ts';
import { socketOf, writeNodeConfig } from './node-config.ts';
import { FIRST_NODE, FURTHER_NODES, FURTHER_NODES_FOLDER } from './nodes.ts';
import type { LabNode } from './nodes.ts';
import { inState, STATE } from './paths.ts';
import { arePoliciesHeldTo, policyServer } from './policies.ts';
import { childrenOf, identify, isRunning } from './processes.ts';
import type { ProcessId } from './processes.ts';
import { favourPods } from './processor.ts';
import { cgroupHierarchies } from './rights.ts';
import { ensureServer, logOf, processOf, stopServer } from './servers.ts';
import { waitFor } from './waiting.ts';

/** The command for which the nodes are there; they end with it, or by the next `up`. */
const HOLDER = join(FURTHER_NODES_FOLDER, 'holder.json');

const readyFileOf = ({ folder }: LabNode) => join(folder, 'ready');

// The first process of a node. What the first node has mounted is hidden from it: a copy of a mount would keep alive
// what that node has long removed.
const init = (node: LabNode) => `
set -e
ip link set lo up
echo 1 > /proc/sys/net/ipv4/ip_forward
hostname ${node.name}
for folder in ${COVERED.join(' ')}; do umount -lR $folder; mount -t tmpfs tmpfs $folder; done
cut -d ' ' -f 2 /proc/self/mounts | grep '^${STATE}/' | sort -r | while read -r path; do umount -l "$path"; done
: > ${readyFileOf(node)}
while :; do sleep 3600 & wait; done
`;

/** The first process of a node, by which its namespaces are entered and all of it is ended. */
function initOf({ name }: LabNode): ProcessId | undefined {
  const [pid] = childrenOf(processOf(name)?.pid ?? 0);
  return pid === undefined ? undefined : identify(pid);
}

/** Says what is wrong with a node, as the cluster sees it; nothing when it is ready. */
export async function troubleOfNode({ name }: LabNode): Promise<string | undefined> {
  const { status } = await get(KINDS.node, undefined, name);
  const { conditions = [] } = status as {
    conditions?: Array<{ type: string; status: string; message: string }>;
  };
  const ready = conditions.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' ? undefined : ready?.message ?? 'no word of the node yet';
}

export async function waitForNode(node: LabNode, namespaces: ProcessId): Promise<void> {
  await waitFor(
    `${node.name} to be Ready`,
    async () => {
      const trouble = await troubleOfNode(node);
      if (trouble) throw new Error(trouble);
      return true;
    },
    { timeoutMs: 60_000 },
  );
  await waitFor(`${node.name} to hold to NetworkPolicies`, () => arePoliciesHeldTo(namespaces), {
    timeoutMs: 30_000,
    remedy: `Look at ${logOf(policyServer(node).name)}.`,
  });
  favourPods(node);
}

async function makeNamespaces(node: LabNode): Promise<ProcessId> {
  const namespaces = ['--net', '--mount', '--pid', '--uts', '--fork', '--kill-child', '--mount-proc'];
  ensureServer({
    name: node.name,
    command: 'unshare',
    args: [...namespaces, '--propagation', 'private', 'sh', '-c', init(node), `${node.name}-init`],
  });
  return waitFor(
    `the namespaces of ${node.name}`,
    () => (existsSync(readyFileOf(node)) ? initOf(node) : undefined),
    { timeoutMs: 10_000, everyMs: 20, remedy: `Look at ${inState('log', `${node.name}.log`)}.` },
  );
}

/** Plugs the node into the bridge, and tells it and the others the way to each other's pods. */
async function connect(node: LabNode, namespaces: ProcessId): Promise<void> {
  const { name, address, podNetwork } = node;
  const outside = (...args: string[]) => run('nsenter', [...enter('network'), 'ip', ...args]);
  const inside = (...args: string[]) => run('nsenter', [...enter('network', namespaces), 'ip', ...args]);
  const peer = ['peer', 'name', 'eth0', 'netns', String(namespaces.pid)];
  await outside('link', 'add', name, 'type', 'veth', ...peer);
  await outside('link', 'set', name, 'master', 'node0', 'up');
  await outside('route', 'replace', podNetwork, 'via', address);
  await inside('addr', 'add', `${address}/24`, 'dev', 'eth0');
  await inside('link', 'set', 'eth0', 'up');
  await inside('route', 'add', 'default', 'via', NODE_ADDRESS);
  for (const other of FURTHER_NODES.filter(candidate => candidate !== node)) {
    await inside('route', 'add', other.podNetwork, 'via', other.address);
  }
}

async function addNode(node: LabNode): Promise<void> {
  mkdirSync(node.folder, { recursive: true });
  for (const hierarchy of cgroupHierarchies()) mkdirSync(join(hierarchy, node.cgroup), { recursive: true });
  writeNodeConfig(node);
  await ensureCertificatesOf(node);
  const namespaces = await makeNamespaces(node);
  await connect(node, namespaces);
  // Made before the kubelet asks for it, so that the pod network it is told is the one it has.
  await apply(KINDS.node, {
    metadata: { name: node.name },
    spec: { podCIDR: node.podNetwork, podCIDRs: [node.podNetwork] },
  });
  ensureServer(containerd(node), namespaces);
  await waitFor(`containerd of ${node.name}`, () => existsSync(socketOf(node)), { timeoutMs: 20_000 });
  onContainerd(node).forEach(server => ensureServer(server, namespaces));
  await importImages(node);
  await waitForNode(node, namespaces);
}

/** Ends all that runs on a node in the same moment, as when a machine loses its power. */
export async function cutPower(node: LabNode): Promise<void> {
  const first = initOf(node);
  if (!first) return;
  process.kill(first.pid, 'SIGKILL');
  await waitFor(`the processes of ${node.name} to end`, () => !isRunning(first), { timeoutMs: 20_000 });
}

async function removeNode(node: LabNode): Promise<void> {
  await cutPower(node);
  for (const { name } of [containerd(node), ...onContainerd(node), node]) stopServer(name);
  await remove(KINDS.node, undefined, node.name);
  await removeCgroups(node.cgroup);
  rmSync(node.folder, { recursive: true, force: true });
}

const presentNodes = () => FURTHER_NODES.filter(({ folder }) => existsSync(folder));

/** Nodes that are there although the command that asked for them was ended before it could remove them. */
export function forgottenNodes(): LabNode[] {
  const holder = existsSync(HOLDER) ? (JSON.parse(readFileSync(HOLDER, 'utf8')) as ProcessId) : undefined;
  return holder && isRunning(holder) ? [] : presentNodes();
}

export const removeForgottenNodes = () => Promise.all(forgottenNodes().map(removeNode));

/** Lets a piece of work have so many nodes, and leaves one. */
export async function withNodes<T>(
  count: number,
  say: (text: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const nodes = FURTHER_NODES.slice(0, count - 1);
  if (nodes.length === 0) return work();
  const began = Date.now();
  await removeForgottenNodes();
  mkdirSync(FURTHER_NODES_FOLDER, { recursive: true });
  writeFileSync(HOLDER, JSON.stringify(identify(process.pid)));
  try {
    await Promise.all(nodes.map(addNode));
    const names = [FIRST_NODE, ...nodes].map(({ name, zone }) => `${name} in ${zone}`).join(', ');
    say(`after ${((Date.now() - began) / 1000).toFixed(1)} s there are ${names}`);
    return await work();
  } finally {
    await Promise.all(nodes.map(removeNode));
    rmSync(FURTHER_NODES_FOLDER, { recursive: true, force: true });
  }
}
