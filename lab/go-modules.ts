import { join } from 'node:path';
import { ARGOCD, KUBERNETES, SPICEDB_ON_DEMAND, SPICEDB_VERSIONS } from './pins.ts';
import { LAB, REPOSITORY } from './paths.ts';

/** Binaries that come out of one Go module, and are built anew when the module or its flags change. */
export interface GoModule {
  id: string;
  /** What a person reads while it builds. */
  title: string;
  folder: string;
  packages: string[];
  ldflags: string;
  /** What `go build` calls a binary, and what the lab calls it. */
  rename?: Record<string, string>;
  /** Further names of a binary that acts by the name it is called by. */
  links?: Record<string, string[]>;
  /** Only some cases need it: it is built when one of them is played. */
  optional?: boolean;
  /** Files of a required module that the lab needs beside the binaries. */
  files?: { module: string; paths: string[] };
}

const kubernetesVersion = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap(path => [
  `-X ${path}.gitVersion=${KUBERNETES}`,
  `-X ${path}.gitMajor=${KUBERNETES.split('.')[0]?.slice(1)}`,
  `-X ${path}.gitMinor=${KUBERNETES.split('.')[1]}`,
  `-X ${path}.gitTreeState=clean`,
  `-X ${path}.gitCommit=lab`,
  `-X ${path}.buildDate=2026-02-10T00:00:00Z`,
]);

const cluster = join(LAB, 'build', 'cluster');
const clusterFlags = ['-s', '-w', ...kubernetesVersion].join(' ');

export const ARGOCD_CRDS = ['application-crd.yaml', 'applicationset-crd.yaml', 'appproject-crd.yaml'];

export const GO_MODULES: GoModule[] = [
  {
    id: 'kubernetes',
    title: `Kubernetes ${KUBERNETES}, etcd, CoreDNS and kubectl`,
    folder: cluster,
    packages: [
      'go.etcd.io/etcd/server/v3',
      './cmd/hyperkube',
      './cmd/coredns',
      './cmd/pause',
      'k8s.io/kubernetes/cmd/kubectl',
    ],
    ldflags: clusterFlags,
    rename: { server: 'etcd' },
    links: {
      hyperkube: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy'],
    },
  },
  {
    id: 'argocd',
    title: `Argo CD ${ARGOCD}`,
    folder: cluster,
    packages: ['./cmd/argocd'],
    ldflags: `${clusterFlags} -X github.com/argoproj/argo-cd/v3/common.version=${ARGOCD.slice(1)}`,
    links: {
      argocd: ['argocd-application-controller', 'argocd-repo-server', 'argocd-git-ask-pass'],
    },
    files: {
      module: 'github.com/argoproj/argo-cd/v3',
      paths: ARGOCD_CRDS.map(name => `manifests/crds/${name}`),
    },
  },
  {
    id: 'policies',
    title: 'what holds the node to NetworkPolicies',
    folder: join(LAB, 'build', 'policies'),
    packages: ['./cmd/policies'],
    ldflags: '-s -w',
  },
  ...SPICEDB_VERSIONS.map(version => ({
    id: `spicedb-${version}`,
    optional: SPICEDB_ON_DEMAND.includes(version),
    title: `SpiceDB ${version}`,
    folder: join(LAB, 'build', `spicedb-${version}`),
    packages: ['github.com/authzed/spicedb/cmd/spicedb'],
    ldflags: `-s -w -X github.com/jzelinskie/cobrautil/v2.Version=${version}`,
  })),
  {
    id: 'traffic',
    title: 'the traffic generator',
    folder: join(LAB, 'build', `spicedb-${SPICEDB_VERSIONS[0]}`),
    packages: ['./cmd/traffic'],
    ldflags: '-s -w',
  },
  {
    id: 'tools',
    title: 'helm and grpc-health-probe',
    folder: join(REPOSITORY, 'tools'),
    packages: ['helm.sh/helm/v3/cmd/helm', 'github.com/grpc-ecosystem/grpc-health-probe'],
    ldflags: '-s -w',
  },
];
