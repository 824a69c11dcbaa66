import { annotations } from '../chart/names';
import type { WorkloadRef } from '../rollout/snapshot';

/** What of a catalog entity is needed here; any entity fits. @public */
export interface EntityLike {
  metadata: { name: string; annotations?: Record<string, string> };
}

/** @public */
export type InstanceRefResult =
  | { ok: true; ref: WorkloadRef }
  /** Annotations without which the instance cannot be found in its cluster. */
  | { ok: false; missing: string[] };

/**
 * Where an instance lives, as the annotations of its entity say. Without the
 * Argo CD annotations it is one that Argo CD does not deliver, which is normal.
 *
 * @public
 */
export function instanceRefOf(entity: EntityLike): InstanceRefResult {
  const said = entity.metadata.annotations ?? {};
  const read = (key: string) => said[key]?.trim() || undefined;
  const cluster = read(annotations.cluster);
  const namespace = read(annotations.kubernetesNamespace);
  const id = read(annotations.kubernetesId);
  const selector = read(annotations.kubernetesLabelSelector) ?? (id && `${annotations.kubernetesId}=${id}`);
  if (!cluster || !namespace || !selector) {
    const missing = [
      ...(cluster ? [] : [annotations.cluster]),
      ...(namespace ? [] : [annotations.kubernetesNamespace]),
      ...(selector ? [] : [annotations.kubernetesId]),
    ];
    return { ok: false, missing };
  }
  const application = read(annotations.argocdName);
  return {
    ok: true,
    ref: {
      name: id ?? entity.metadata.name,
      cluster,
      namespace,
      labelSelector: selector,
      ringService: read(annotations.service),
      prometheus: read(annotations.prometheus),
      source: read(annotations.source),
      traits: traitsOf(read),
      application:
        application === undefined
          ? undefined
          : {
              name: application,
              namespace: read(annotations.argocdNamespace) ?? 'argocd',
              cluster: read(annotations.argocdCluster) ?? cluster,
              destination: read(annotations.destination),
            },
    },
  };
}

function traitsOf(read: (key: string) => string | undefined): Record<string, string> {
  const traits: Record<string, string> = {};
  for (const trait of ['engine', 'version', 'environment'] as const) {
    const value = read(annotations[trait]);
    if (value) traits[trait] = value;
  }
  return traits;
}
