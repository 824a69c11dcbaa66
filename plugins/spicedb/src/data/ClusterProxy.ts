import { createApiFactory, createApiRef, discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import {
  KubernetesBackendClient,
  kubernetesAuthProvidersApiRef,
  type KubernetesApi,
} from '@backstage/plugin-kubernetes-react';

/**
 * The one way by which this plugin reaches a cluster: a request that the
 * Kubernetes backend plugin passes on.
 *
 * @public
 */
export type ClusterProxy = Pick<KubernetesApi, 'proxy'>;

/** @public */
export const clusterProxyApiRef = createApiRef<ClusterProxy>({
  id: 'plugin.spicedb.cluster-proxy',
});

/**
 * The stock client asks the backend for its list of clusters before each
 * request unless it may remember that list, which would double the requests
 * of a page that reads several kinds of objects.
 */
const clusterListIsFreshForMs = 5 * 60_000;

export const clusterProxyApiFactory = createApiFactory({
  api: clusterProxyApiRef,
  deps: {
    discoveryApi: discoveryApiRef,
    fetchApi: fetchApiRef,
    kubernetesAuthProvidersApi: kubernetesAuthProvidersApiRef,
  },
  factory: ({ discoveryApi, fetchApi, kubernetesAuthProvidersApi }) => {
    const client = new KubernetesBackendClient({
      discoveryApi,
      fetchApi,
      kubernetesAuthProvidersApi,
      clustersCacheTtlMs: clusterListIsFreshForMs,
    });
    // Whoever wants this client is about to ask through it. A failure is told to the first who does.
    client.getClusters().catch(() => undefined);
    return client;
  },
});
