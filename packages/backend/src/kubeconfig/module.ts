import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import {
  kubernetesAuthStrategyExtensionPoint,
  kubernetesClusterSupplierExtensionPoint,
} from '@backstage/plugin-kubernetes-node';
import { clusterOf, credentialOf } from './readKubeconfig';

/**
 * With `kubernetes.kubeconfig` set, the portal reads the one cluster of that
 * file's current context, with that file's credentials, in place of the
 * clusters that are listed.
 */
export const kubernetesModuleKubeconfig = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'kubeconfig',
  register({ registerInit }) {
    registerInit({
      deps: {
        clusters: kubernetesClusterSupplierExtensionPoint,
        auth: kubernetesAuthStrategyExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ clusters, auth, config, logger }) {
        const kubeconfig = config.getOptionalConfig('kubernetes.kubeconfig');
        if (!kubeconfig) return;
        const file = kubeconfig.getString('file');
        const cluster = clusterOf(file, kubeconfig.getOptionalString('clusterName') ?? 'demo');
        clusters.addClusterSupplier({ getClusters: async () => [cluster] });
        auth.addAuthStrategy('serviceAccount', {
          getCredential: () => credentialOf(file),
          validateCluster: () => [],
          presentAuthMetadata: () => ({}),
        });
        logger.info(`Reading the cluster at ${cluster.url}`);
      },
    });
  },
});
