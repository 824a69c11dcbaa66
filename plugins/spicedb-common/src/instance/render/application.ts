import { annotations, labels } from '../../chart/names';
import type { Instance } from '../Instance';
import type { PortalConfig } from '../PortalConfig';
import type { Part } from './commented';
import { commentedYaml } from './commented';

/** application.yaml: the Argo CD Application that brings the instance into its cluster. */
export function renderApplication(instance: Instance, config: PortalConfig, folder: string): string {
  const parts: Part<object>[] = [
    { keys: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' } },
    { keys: { metadata: metadata(instance, config) } },
    ...deletion(instance),
    { why: 'The project says what this Application may do.', keys: { spec: { project: instance.project } } },
    {
      why: 'Two sources: the chart, and this repository, from which it takes the values.',
      keys: { spec: { sources: sources(instance, config, folder) } },
    },
    { keys: { spec: { destination: destination(instance, config) } } },
    ...syncPolicy(instance, config),
    ...differences(instance),
  ];
  return commentedYaml(
    [`How Argo CD brings SpiceDB instance ${instance.name} into ${instance.cluster}.`],
    parts,
  );
}

function metadata(instance: Instance, config: PortalConfig) {
  return {
    name: instance.name,
    namespace: config.argocd.namespace,
    labels: {
      'app.kubernetes.io/name': 'spicedb',
      'app.kubernetes.io/part-of': 'spicedb-portal',
      [labels.kubernetesId]: instance.name,
      [annotations.environment]: instance.environment,
    },
  };
}

function deletion({ deletion: policy }: Instance): Part<object>[] {
  if (policy === 'keep') return [];
  return [
    {
      why: 'When this file is removed from Git, the objects of the instance go too. The database stays.',
      keys: { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } },
    },
  ];
}

function sources(instance: Instance, config: PortalConfig, folder: string) {
  const { branch, url } = config.repository;
  const chart = config.chart ?? { kind: 'git', repoUrl: url, path: 'charts/spicedb', revision: branch };
  const helm = { releaseName: instance.name, valueFiles: [`$values/${folder}/values.yaml`] };
  return [
    chart.kind === 'git'
      ? { repoURL: chart.repoUrl, path: chart.path, targetRevision: chart.revision, helm }
      : { repoURL: chart.repoUrl, chart: chart.chart, targetRevision: chart.version, helm },
    {
      repoURL: url,
      targetRevision: branch,
      ref: 'values',
      ...(config.secrets.store ? { path: folder, directory: { include: 'externalsecret.yaml' } } : {}),
    },
  ];
}

function destination(instance: Instance, config: PortalConfig) {
  const { server, destination: name } = config.clusters[instance.cluster];
  return { ...(server ? { server } : { name }), namespace: instance.namespace };
}

function syncPolicy(instance: Instance, config: PortalConfig): Part<object>[] {
  const options = [
    ...(config.argocd.createNamespace ? ['CreateNamespace=true'] : []),
    ...(instance.autoscaling ? ['RespectIgnoreDifferences=true'] : []),
  ];
  return [
    {
      why: 'Prune removes the finished migration Job of the version before; a failed one would keep the Application degraded.',
      keys: { spec: { syncPolicy: { automated: { prune: true, selfHeal: true } } } },
    },
    {
      why: 'With refresh a retry takes the newest commit, so a fix does not wait for the retries of the old one.',
      keys: { spec: { syncPolicy: { retry: { limit: config.argocd.retryLimit, refresh: true } } } },
    },
    ...(options.length ? [{ keys: { spec: { syncPolicy: { syncOptions: options } } } }] : []),
  ];
}

function differences({ autoscaling }: Instance): Part<object>[] {
  if (!autoscaling) return [];
  return [
    {
      why: 'The autoscaler decides about the number of pods; without this each sync would set it back.',
      keys: {
        spec: {
          ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
        },
      },
    },
  ];
}
