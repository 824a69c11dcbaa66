import { configApiRef, discoveryApiRef, fetchApiRef, type ApiHolder } from '@backstage/core-plugin-api';
import type { CompoundEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { instanceRefOf } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { isSpicedbInstance } from '../legacy/isSpicedbInstance';
import { clusterProxyApiRef } from './ClusterProxy';
import { watchOf } from './watches';

/** Of which entity an address shows the page of its instance, wherever the portal has its catalog. */
export function entityAt(pathname: string): CompoundEntityRef | undefined {
  const [, namespace, kind, name] = /([^/]+)\/([^/]+)\/([^/]+)\/spicedb\/?$/.exec(pathname) ?? [];
  if (!namespace || !kind || !name) return undefined;
  return {
    namespace: decodeURIComponent(namespace),
    kind: decodeURIComponent(kind),
    name: decodeURIComponent(name),
  };
}

/**
 * Reads the instance of an address while the portal still draws itself: most
 * of the time to a verdict is that. Whatever fails here is asked again, and
 * told, by the page.
 */
export async function readAhead(pathname: string, apis: ApiHolder): Promise<void> {
  const ref = entityAt(pathname);
  const entity = ref && (await apis.get(catalogApiRef)?.getEntityByRef(ref));
  const instance = entity && isSpicedbInstance(entity) ? instanceRefOf(entity) : undefined;
  const [proxy, config, discovery, fetchApi] = [
    apis.get(clusterProxyApiRef),
    apis.get(configApiRef),
    apis.get(discoveryApiRef),
    apis.get(fetchApiRef),
  ];
  if (!instance?.ok || !proxy || !config || !discovery || !fetchApi) return;
  watchOf(instance.ref, { proxy, config, discovery, fetchApi });
}
