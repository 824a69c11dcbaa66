/** The configuration files of the node's programs. JSON is YAML too, so most are written as objects. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { certificatesOf, pki } from './certificates.ts';
import { NODE_ADDRESS } from './enclosure.ts';
import type { LabNode } from './nodes.ts';
import { inState } from './paths.ts';
import { PAUSE_IMAGE } from './pins.ts';

export const POD_NETWORK = '10.244.0.0/16';

export const socketOf = ({ folder }: LabNode) => join(folder, 'containerd.sock');
export const conf = (name: string) => inState('conf', name);
export const confOf = ({ folder }: LabNode, name: string) => join(folder, 'conf', name);

const containerd = (node: LabNode) => `version = 2
root = "${join(node.folder, 'containerd')}"
state = "${join(node.folder, 'containerd-run')}"
[grpc]
  address = "${socketOf(node)}"
[plugins."io.containerd.internal.v1.opt"]
  path = "${join(node.folder, 'containerd-opt')}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  restrict_oom_score_adj = true
  disable_apparmor = true
  disable_hugetlb_controller = true
  tolerate_missing_hugetlb_controller = true
  max_container_log_line_size = 16384
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${confOf(node, 'cni')}"
`;

const network = ({ folder, podNetwork }: LabNode) => ({
  cniVersion: '0.4.0',
  name: 'lab',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      // A NetworkPolicy must see from which pod a packet comes; all nodes know the way back to it.
      ipMasq: false,
      hairpinMode: true,
      ipam: {
        type: 'host-local',
        ranges: [[{ subnet: podNetwork }]],
        routes: [{ dst: '0.0.0.0/0' }],
        dataDir: join(folder, 'cni-addresses'),
      },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
});

const kubelet = (node: LabNode) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: pki('ca.crt') },
  },
  authorization: { mode: 'Webhook' },
  tlsCertFile: pki(`${certificatesOf(node).server}.crt`),
  tlsPrivateKeyFile: pki(`${certificatesOf(node).server}.key`),
  containerRuntimeEndpoint: `unix://${socketOf(node)}`,
  // Containers often have cgroup v1, swap, and no right to change limits or the OOM score.
  cgroupDriver: 'cgroupfs',
  cgroupRoot: node.cgroup,
  failCgroupV1: false,
  failSwapOn: false,
  cgroupsPerQOS: true,
  enforceNodeAllocatable: [],
  oomScoreAdj: 0,
  protectKernelDefaults: false,
  localStorageCapacityIsolation: false,
  makeIPTablesUtilChains: true,
  clusterDNS: [NODE_ADDRESS],
  clusterDomain: 'cluster.local',
  resolvConf: conf('resolv.conf'),
  podLogsDir: join(node.folder, 'pod-logs'),
  volumePluginDir: join(node.folder, 'volume-plugins'),
  address: node.address,
  readOnlyPort: 0,
  registerNode: true,
  maxPods: 100,
  nodeStatusUpdateFrequency: '5s',
  syncFrequency: '10s',
  // A full disk of the machine must not evict pods, nor collect images that no registry can give back.
  imageGCHighThresholdPercent: 100,
  imageGCLowThresholdPercent: 99,
  evictionHard: {
    'memory.available': '0%',
    'nodefs.available': '0%',
    'nodefs.inodesFree': '0%',
    'imagefs.available': '0%',
  },
});

const kubeProxy = ({ name, address }: LabNode) => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  mode: 'iptables',
  clientConnection: { kubeconfig: pki('proxy.kubeconfig') },
  hostnameOverride: name,
  bindAddress: address,
  healthzBindAddress: '127.0.0.1:10256',
  metricsBindAddress: '127.0.0.1:10249',
  clusterCIDR: POD_NETWORK,
  // Zero leaves the machine's connection tracking as it is; a container may not change it.
  conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
});

const corefile = () => `.:53 {
    errors
    health ${NODE_ADDRESS}:8181
    cache 5
    kubernetes cluster.local in-addr.arpa {
        kubeconfig ${pki('coredns.kubeconfig')}
    }
    template ANY ANY . {
        rcode NXDOMAIN
    }
}
`;

function write(files: Record<string, string | object>): void {
  for (const [path, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    // kube-proxy ends when its file is written to, even if that changes nothing.
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** What all nodes share. */
export const writeClusterConfig = () =>
  write({ [conf('Corefile')]: corefile(), [conf('resolv.conf')]: `nameserver ${NODE_ADDRESS}\n` });

export const writeNodeConfig = (node: LabNode) =>
  write({
    [confOf(node, 'containerd.toml')]: containerd(node),
    [confOf(node, 'cni/10-lab.conflist')]: network(node),
    [confOf(node, 'kubelet.yaml')]: kubelet(node),
    [confOf(node, 'kube-proxy.yaml')]: kubeProxy(node),
  });
