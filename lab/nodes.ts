/** The nodes of the cluster: the one that is always there, and two that are there while a case asks for them. */
import { join } from 'node:path';
import { inState, STATE } from './paths.ts';

export interface LabNode {
  name: string;
  address: string;
  zone: string;
  /** Of which its pods have their addresses. */
  podNetwork: string;
  /** Where its programs keep their files. */
  folder: string;
  /** The cgroup above those of its pods, at the root of each hierarchy. */
  cgroup: string;
}

/** Where the servers run too. */
export const FIRST_NODE: LabNode = {
  name: 'node1',
  address: '10.99.0.1',
  zone: 'zone-a',
  podNetwork: '10.244.0.0/24',
  folder: STATE,
  cgroup: '/',
};

export const REGION = 'region-1';
export const FURTHER_NODES_FOLDER = inState('nodes');

const furtherNode = (number: number, zone: string): LabNode => ({
  name: `node${number}`,
  address: `10.99.0.${number}`,
  zone,
  podNetwork: `10.244.${number - 1}.0/24`,
  folder: join(FURTHER_NODES_FOLDER, `node${number}`),
  cgroup: `/spicedb-portal-lab-node${number}`,
});

export const FURTHER_NODES = [furtherNode(2, 'zone-b'), furtherNode(3, 'zone-c')];

/** The name of one of a node's programs among the servers of the lab. */
export const serverOf = (node: LabNode, program: string) =>
  node === FIRST_NODE ? program : `${program}-${node.name}`;

export function nodeNamed(name: string): LabNode {
  const node = [FIRST_NODE, ...FURTHER_NODES].find(candidate => candidate.name === name);
  if (!node) throw new Error(`the lab has no node "${name}"`);
  return node;
}
