/** The configuration files of the node's programs. JSON is YAML too, so most are written as objects. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { NODE_ADDRESS, NODE_NAME } from './enclosure.ts';
import { pki } from './certificates.ts';
import { inState } from './paths.ts';
import { PAUSE_IMAGE } from './pins.ts';

export const POD_NETWORK = '10.244.0.0/16';
const POD_NETWORK_OF_NODE = '10.244.0.0/24';

export const CONTAINERD_SOCKET = inState('containerd.sock');
export const conf = (name: string) => inState('conf', name);

const containerd = () => `version = 2
root = "${inState('containerd')}"
state = "${inState('containerd-run')}"
[grpc]
  address = "${CONTAINERD_SOCKET}"
[plugins."io.containerd.internal.v1.opt"]
  path = "${inState('containerd-opt')}"
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
    conf_dir = "${conf('cni')}"
`;

const network = () => ({
  cniVersion: '0.4.0',
  name: 'lab',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      ipMasq: true,
      hairpinMode: true,
      ipam: {
        type: 'host-local',
        ranges: [[{ subnet: POD_NETWORK_OF_NODE }]],
        routes: [{ dst: '0.0.0.0/0' }],
        dataDir: inState('cni-addresses'),
      },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
});

const kubelet = () => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: pki('ca.crt') },
  },
  authorization: { mode: 'Webhook' },
  tlsCertFile: pki('kubelet-server.crt'),
  tlsPrivateKeyFile: pki('kubelet-server.key'),
  containerRuntimeEndpoint: `unix://${CONTAINERD_SOCKET}`,
  // Containers often have cgroup v1, swap, and no right to change limits or the OOM score.
  cgroupDriver: 'cgroupfs',
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
  podLogsDir: inState('pod-logs'),
  volumePluginDir: inState('volume-plugins'),
  address: NODE_ADDRESS,
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

const kubeProxy = () => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  mode: 'iptables',
  clientConnection: { kubeconfig: pki('proxy.kubeconfig') },
  hostnameOverride: NODE_NAME,
  bindAddress: NODE_ADDRESS,
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

export function writeNodeConfig(): void {
  mkdirSync(conf('cni'), { recursive: true });
  const files: Record<string, string | object> = {
    'containerd.toml': containerd(),
    'cni/10-lab.conflist': network(),
    'kubelet.yaml': kubelet(),
    'kube-proxy.yaml': kubeProxy(),
    Corefile: corefile(),
    'resolv.conf': `nameserver ${NODE_ADDRESS}\n`,
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(conf(name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
}
