import type { Instance } from '../Instance';
import type { PortalConfig } from '../PortalConfig';
import { fillTemplate } from '../paths';
import { commentedYaml } from './commented';

/** externalsecret.yaml, where the platform has an External Secrets store: names and keys, no values. */
export function renderExternalSecret(instance: Instance, config: PortalConfig): string | undefined {
  const { store } = config.secrets;
  if (!store) return undefined;
  const { environment, name, namespace, secret } = instance;
  const remote = fillTemplate(store.path, { environment, name, namespace });
  const keys = [
    secret.presharedKeyKey,
    ...(instance.engine === 'memory' ? [] : [secret.datastoreUriKey]),
    ...secret.readReplicaKeys,
  ];
  return commentedYaml<object>(
    [`Where the credentials of SpiceDB instance ${name} come from. This file holds names only.`],
    [
      {
        keys: {
          apiVersion: 'external-secrets.io/v1',
          kind: 'ExternalSecret',
          metadata: {
            name: secret.name,
            namespace,
            // Before the migration Job, which waits for the Secret.
            annotations: { 'argocd.argoproj.io/sync-wave': '-3' },
          },
        },
      },
      {
        keys: {
          spec: {
            refreshInterval: store.refreshInterval,
            secretStoreRef: { name: store.name, kind: store.kind },
            target: { name: secret.name, creationPolicy: 'Owner' },
            data: keys.map(key => ({ secretKey: key, remoteRef: { key: remote, property: key } })),
          },
        },
      },
    ],
  );
}
