import type { ClusterDetails, KubernetesCredential } from '@backstage/plugin-kubernetes-node';
import { ANNOTATION_KUBERNETES_AUTH_PROVIDER } from '@backstage/plugin-kubernetes-common';
import { InputError } from '@backstage/errors';
import { KubeConfig } from '@kubernetes/client-node';
import type { RequestOptions } from 'node:https';

function load(file: string): KubeConfig {
  const kubeconfig = new KubeConfig();
  try {
    kubeconfig.loadFromFile(file);
  } catch (error) {
    throw new InputError(
      `kubernetes.kubeconfig.file: ${file} cannot be read; give the path of a kubeconfig file`,
      error,
    );
  }
  return kubeconfig;
}

/** The cluster of the kubeconfig's current context, under the name that the portal calls it by. */
export function clusterOf(file: string, name: string): ClusterDetails {
  const cluster = load(file).getCurrentCluster();
  if (!cluster) {
    throw new InputError(
      `kubernetes.kubeconfig.file: ${file} has no current context with a cluster; choose one with "kubectl config use-context"`,
    );
  }
  return {
    name,
    url: cluster.server,
    caData: cluster.caData,
    caFile: cluster.caFile,
    skipTLSVerify: cluster.skipTLSVerify,
    skipMetricsLookup: true,
    authMetadata: { [ANNOTATION_KUBERNETES_AUTH_PROVIDER]: 'serviceAccount' },
  };
}

/** What the current context's user signs in with: a token, a certificate, or what a helper prints. */
export async function credentialOf(file: string): Promise<KubernetesCredential> {
  const options: RequestOptions = { headers: {} };
  // Read anew each time, so that a renewed token is picked up without a restart.
  await load(file).applyToHTTPSOptions(options);
  const { Authorization: authorization } = options.headers as Record<string, unknown>;
  if (typeof authorization === 'string' && authorization.startsWith('Bearer ')) {
    return { type: 'bearer token', token: authorization.slice('Bearer '.length) };
  }
  if (options.cert && options.key) {
    return {
      type: 'x509 client certificate',
      cert: String(options.cert),
      key: String(options.key),
    };
  }
  return { type: 'anonymous' };
}
