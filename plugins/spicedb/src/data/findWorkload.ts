import type { Entity } from '@backstage/catalog-model';
import { annotations, type WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** Where the workload of a catalog entity lives, or which annotations are missing to tell. */
export type WorkloadSearch = { kind: 'found'; ref: WorkloadRef } | { kind: 'incomplete'; missing: string[] };

export function findWorkload(entity: Entity): WorkloadSearch {
  const of = (name: string) => entity.metadata.annotations?.[name]?.trim() || undefined;

  const name = of(annotations.kubernetesId);
  const labelSelector =
    of(annotations.kubernetesLabelSelector) ?? (name && `${annotations.kubernetesId}=${name}`);
  const cluster = of(annotations.cluster);
  const namespace = of(annotations.kubernetesNamespace);
  const missing: string[] = [];
  if (!labelSelector) missing.push(annotations.kubernetesId);
  if (!namespace) missing.push(annotations.kubernetesNamespace);
  if (!cluster) missing.push(annotations.cluster);
  if (!labelSelector || !namespace || !cluster) {
    return { kind: 'incomplete', missing };
  }

  const application = of(annotations.argocdName);
  return {
    kind: 'found',
    ref: {
      name: name ?? entity.metadata.name,
      cluster,
      namespace,
      labelSelector,
      ringService: of(annotations.service),
      application: application
        ? {
            name: application,
            namespace: of(annotations.argocdNamespace) ?? 'argocd',
            cluster: of(annotations.argocdCluster) ?? cluster,
          }
        : undefined,
    },
  };
}
