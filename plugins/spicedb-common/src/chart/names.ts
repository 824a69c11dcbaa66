/**
 * The names by which the chart, the catalog and the page know each other.
 * A test renders the chart and checks that it keeps them.
 *
 * @public
 */
export const annotations = {
  kubernetesId: 'backstage.io/kubernetes-id',
  kubernetesNamespace: 'backstage.io/kubernetes-namespace',
  kubernetesLabelSelector: 'backstage.io/kubernetes-label-selector',
  argocdName: 'argocd/app-name',
  argocdNamespace: 'argocd/app-namespace',
  cluster: 'spicedb-portal.io/cluster',
  argocdCluster: 'spicedb-portal.io/argocd-cluster',
  destination: 'spicedb-portal.io/argocd-destination',
  service: 'spicedb-portal.io/service',
  prometheus: 'spicedb-portal.io/prometheus',
  engine: 'spicedb-portal.io/engine',
  version: 'spicedb-portal.io/version',
  environment: 'spicedb-portal.io/environment',
  source: 'spicedb-portal.io/source',
  migrationHash: 'spicedb-portal.io/migration-hash',
} as const;

/** @public */
export const labels = {
  kubernetesId: 'backstage.io/kubernetes-id',
  component: 'app.kubernetes.io/component',
  version: 'app.kubernetes.io/version',
} as const;

/** Values of the component label. @public */
export const components = { server: 'server', migration: 'migration' } as const;

/** @public */
export const containers = { server: 'spicedb', migration: 'migrate' } as const;

/** Port names and their defaults. @public */
export const ports = { grpc: 50051, http: 8443, metrics: 9090, dispatch: 50053 } as const;
