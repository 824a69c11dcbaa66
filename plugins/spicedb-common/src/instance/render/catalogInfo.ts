import { annotations, labels } from '../../chart/names';
import type { Instance } from '../Instance';
import type { PortalConfig } from '../PortalConfig';
import type { Part } from './commented';
import { commentedYaml } from './commented';
import { ringServiceOf } from '../../spicedb/contract';

/** The type of the catalog entity that stands for an instance. @public */
export const instanceType = 'spicedb-instance';

/** catalog-info.yaml: how the portal knows the instance and finds it in the cluster. */
export function renderCatalogInfo(instance: Instance, config: PortalConfig, folder: string): string {
  const parts: Part<object>[] = [
    {
      keys: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          name: instance.name,
          title: instance.name,
          description: instance.description ?? `SpiceDB in ${instance.environment}`,
        },
      },
    },
    {
      why: 'By these the portal finds the objects of the instance.',
      keys: { metadata: { annotations: marks(instance, config, folder) } },
    },
    { keys: { metadata: { tags: ['spicedb', instance.engine] } } },
    {
      keys: {
        spec: {
          type: instanceType,
          owner: instance.owner,
          ...(instance.system ? { system: instance.system } : {}),
        },
      },
    },
  ];
  return commentedYaml([`The catalog entity of SpiceDB instance ${instance.name}.`], parts);
}

function marks(instance: Instance, config: PortalConfig, folder: string) {
  const { server, destination = server } = config.clusters[instance.cluster] ?? {};
  return {
    [annotations.kubernetesId]: instance.name,
    [annotations.kubernetesNamespace]: instance.namespace,
    [annotations.kubernetesLabelSelector]: `${labels.kubernetesId}=${instance.name}`,
    [annotations.argocdName]: instance.name,
    [annotations.argocdNamespace]: config.argocd.namespace,
    [annotations.cluster]: instance.cluster,
    [annotations.argocdCluster]: config.argocd.cluster ?? instance.cluster,
    ...(destination ? { [annotations.destination]: destination } : {}),
    ...(instance.dispatch ? { [annotations.service]: ringServiceOf(instance.name) } : {}),
    [annotations.engine]: instance.engine,
    [annotations.version]: instance.version,
    [annotations.environment]: instance.environment,
    [annotations.source]: folder,
  };
}
