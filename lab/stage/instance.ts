/** The files of an instance in the GitOps repository, in the shape that the portal writes them. */
import { ARGOCD_NAMESPACE } from '../argocd.ts';

const ENVIRONMENT = 'production';
/** What recordings say instead of the address of the lab's Git server. */
export const RECORDED_REPOSITORY_URL = 'https://git.example.com/platform/gitops.git';

export type Values = Record<string, unknown>;

export const folderOf = (name: string) => `instances/${ENVIRONMENT}/${name}`;
export const secretOf = (name: string) => `${name}-spicedb`;

const labelsOf = (name: string) => ({
  'app.kubernetes.io/name': 'spicedb',
  'app.kubernetes.io/part-of': 'spicedb-portal',
  'backstage.io/kubernetes-id': name,
  'spicedb-portal.io/environment': ENVIRONMENT,
});

/** The least values of an instance; the case adds what it is about. */
export const valuesOf = (name: string, version: string, more: Values): Values => ({
  fullnameOverride: name,
  portal: { kubernetesId: name },
  image: { tag: version },
  existingSecret: secretOf(name),
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  ...more,
});

export const applicationOf = (name: string, namespace: string, repoURL: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name,
    namespace: ARGOCD_NAMESPACE,
    labels: labelsOf(name),
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
  },
  spec: {
    project: 'default',
    sources: [
      {
        repoURL,
        path: 'charts/spicedb',
        targetRevision: 'main',
        helm: { releaseName: name, valueFiles: [`$values/${folderOf(name)}/values.yaml`] },
      },
      { repoURL, targetRevision: 'main', ref: 'values' },
    ],
    destination: { server: 'https://kubernetes.default.svc', namespace },
    syncPolicy: {
      automated: { prune: true, selfHeal: true },
      retry: { limit: 5, refresh: true },
      syncOptions: ['CreateNamespace=true'],
    },
  },
});

// Many instances share the lab's one PostgreSQL, and a pod would keep thirty connections by itself.
const FEW_CONNECTIONS = { readMaxOpen: 5, writeMaxOpen: 3 };

interface Config {
  datastoreEngine?: string;
  datastore?: { connectionPool?: object };
}

/** The values of a case, with few connections where it says nothing of them. */
export function withFewConnections(values: Values): Values {
  const { config } = values as { config?: Config };
  if (config?.datastoreEngine !== 'postgres') return values;
  const datastore = { connectionPool: FEW_CONNECTIONS, ...config.datastore };
  return { ...values, config: { ...config, datastore } };
}
