// The definitions of the custom resources that the chart and its examples can make, in the Go modules of their makers.

/** A module with its version, the folder in it, and parts of the names of the files that matter. */
export type CustomResources = { module: string; folder: string; files: string[] };

export const customResources: CustomResources[] = [
  {
    module: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    folder: 'example/prometheus-operator-crd',
    files: ['servicemonitors', 'podmonitors', 'prometheusrules'],
  },
  {
    module: 'github.com/cert-manager/cert-manager@v1.19.1',
    folder: 'deploy/crds',
    files: ['cert-manager.io_certificates', 'cert-manager.io_issuers', 'cert-manager.io_clusterissuers'],
  },
  {
    module: 'sigs.k8s.io/gateway-api@v1.4.0',
    folder: 'config/crd/standard',
    files: ['grpcroutes', 'httproutes', 'backendtlspolicies'],
  },
  {
    module: 'github.com/external-secrets/external-secrets@v0.20.4',
    folder: 'config/crds/bases',
    files: ['external-secrets.io_externalsecrets'],
  },
  {
    module: 'github.com/bitnami-labs/sealed-secrets@v0.32.2',
    folder: 'helm/sealed-secrets/crds',
    files: ['bitnami.com_sealedsecrets'],
  },
  {
    module: 'github.com/argoproj/argo-cd/v3@v3.2.11',
    folder: 'manifests/crds',
    files: ['application-crd', 'appproject-crd'],
  },
  {
    module: 'github.com/fluxcd/helm-controller@v1.4.0',
    folder: 'config/crd/bases',
    files: ['helmreleases'],
  },
  {
    module: 'github.com/fluxcd/kustomize-controller@v1.7.3',
    folder: 'config/crd/bases',
    files: ['kustomizations'],
  },
];
