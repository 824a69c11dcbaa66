import { join } from 'node:path';
import { certificatesOf, pki } from './certificates.ts';
import { NODE_ADDRESS } from './enclosure.ts';
import { conf, confOf, POD_NETWORK } from './node-config.ts';
import { FIRST_NODE, REGION, serverOf } from './nodes.ts';
import type { LabNode } from './nodes.ts';
import { inState } from './paths.ts';
import { policyServer } from './policies.ts';
import type { Server } from './servers.ts';

const flags = (values: Record<string, string | boolean | number>) =>
  Object.entries(values).map(([name, value]) => `--${name}=${value}`);

const ETCD = 'http://127.0.0.1:2379';

export const containerd = (node: LabNode): Server => ({
  name: serverOf(node, 'containerd'),
  command: 'containerd',
  args: ['-c', confOf(node, 'containerd.toml')],
});

const kubelet = (node: LabNode): Server => ({
  name: serverOf(node, 'kubelet'),
  command: 'kubelet',
  args: flags({
    config: confOf(node, 'kubelet.yaml'),
    kubeconfig: certificatesOf(node).kubeconfig,
    'hostname-override': node.name,
    'node-ip': node.address,
    'node-labels': `topology.kubernetes.io/zone=${node.zone},topology.kubernetes.io/region=${REGION}`,
    'root-dir': join(node.folder, 'kubelet'),
    'cert-dir': join(node.folder, 'kubelet', 'pki'),
  }),
});

const kubeProxy = (node: LabNode): Server => ({
  name: serverOf(node, 'kube-proxy'),
  command: 'kube-proxy',
  args: flags({ config: confOf(node, 'kube-proxy.yaml') }),
});

/** What runs on a node once its containerd answers, without which a kubelet ends at once. */
export const onContainerd = (node: LabNode): Server[] => [kubelet(node), kubeProxy(node), policyServer(node)];

/** What runs before the API server answers. */
export const foundation = (): Server[] => [
  containerd(FIRST_NODE),
  {
    name: 'etcd',
    command: 'etcd',
    args: [
      ...flags({
        'data-dir': inState('etcd'),
        'listen-client-urls': ETCD,
        'advertise-client-urls': ETCD,
        'listen-peer-urls': 'http://127.0.0.1:2380',
        'log-level': 'warn',
      }),
      // The lab's data need not outlive a power cut.
      '--unsafe-no-fsync',
    ],
  },
  {
    name: 'kube-apiserver',
    command: 'kube-apiserver',
    args: flags({
      'etcd-servers': ETCD,
      'advertise-address': NODE_ADDRESS,
      'bind-address': '0.0.0.0',
      'secure-port': 6443,
      'tls-cert-file': pki('apiserver.crt'),
      'tls-private-key-file': pki('apiserver.key'),
      'client-ca-file': pki('ca.crt'),
      'token-auth-file': pki('tokens.csv'),
      'authorization-mode': 'Node,RBAC',
      'enable-admission-plugins': 'NodeRestriction',
      'service-cluster-ip-range': '10.96.0.0/16',
      'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
      'service-account-key-file': pki('sa.pub'),
      'service-account-signing-key-file': pki('sa.key'),
      'kubelet-client-certificate': pki('apiserver-kubelet-client.crt'),
      'kubelet-client-key': pki('apiserver-kubelet-client.key'),
      'kubelet-certificate-authority': pki('ca.crt'),
      'kubelet-preferred-address-types': 'InternalIP',
      'endpoint-reconciler-type': 'lease',
      // Writes on each pod the zone of its node, as clusters do from 1.35 on without being asked.
      'feature-gates': 'PodTopologyLabelsAdmission=true',
      profiling: false,
    }),
  },
];

/** What runs once the API server answers. */
export const controlPlaneAndNode = (): Server[] => [
  {
    name: 'kube-controller-manager',
    command: 'kube-controller-manager',
    args: flags({
      kubeconfig: pki('controllers.kubeconfig'),
      'leader-elect': false,
      'use-service-account-credentials': true,
      'root-ca-file': pki('ca.crt'),
      'service-account-private-key-file': pki('sa.key'),
      'cluster-signing-cert-file': pki('ca.crt'),
      'cluster-signing-key-file': pki('ca.key'),
      'allocate-node-cidrs': true,
      'cluster-cidr': POD_NETWORK,
      'bind-address': '127.0.0.1',
      // The default rate makes a fresh cluster wait four seconds for its first service accounts.
      'kube-api-qps': 200,
      'kube-api-burst': 400,
      profiling: false,
    }),
  },
  {
    name: 'kube-scheduler',
    command: 'kube-scheduler',
    args: flags({
      kubeconfig: pki('scheduler.kubeconfig'),
      'authentication-kubeconfig': pki('scheduler.kubeconfig'),
      'authorization-kubeconfig': pki('scheduler.kubeconfig'),
      'leader-elect': false,
      'bind-address': '127.0.0.1',
      profiling: false,
    }),
  },
  kubelet(FIRST_NODE),
  kubeProxy(FIRST_NODE),
  { name: 'coredns', command: 'coredns', args: ['-conf', conf('Corefile')] },
];
