/** A node is held to NetworkPolicies by a program of the lab's, whom its kernel asks about packets. */
import { existsSync, readFileSync } from 'node:fs';
import { pki } from './certificates.ts';
import { POD_NETWORK } from './node-config.ts';
import { serverOf } from './nodes.ts';
import type { LabNode } from './nodes.ts';
import type { ProcessId } from './processes.ts';
import type { Server } from './servers.ts';

/** The number that `lab/build/policies` gives to its queue. */
const QUEUE = '1';

export const policyServer = (node: LabNode): Server => ({
  name: serverOf(node, 'network-policies'),
  command: 'policies',
  args: ['-kubeconfig', pki('policies.kubeconfig'), '-node', node.name, '-pods', POD_NETWORK],
});

/** Whether somebody answers the kernel's questions about packets, as the kernel says to this process of the node. */
export function arePoliciesHeldTo({ pid }: ProcessId): boolean {
  const queues = `/proc/${pid}/net/netfilter/nfnetlink_queue`;
  const lines = existsSync(queues) ? readFileSync(queues, 'utf8').split('\n') : [];
  return lines.some(line => line.trim().split(/ +/)[0] === QUEUE);
}
