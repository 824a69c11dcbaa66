export interface Resource {
  group: string;
  version: string;
  plural: string;
  singular: string;
  kind: string;
  namespaced: boolean;
}

const row = (group: string, version: string, kind: string, plural: string, namespaced = true): Resource => ({
  group,
  version,
  plural,
  singular: kind.toLowerCase(),
  kind,
  namespaced,
});

/** What this API server knows. Kinds that a recording never holds answer with an empty list. */
export const RESOURCES: readonly Resource[] = [
  row('', 'v1', 'Pod', 'pods'),
  row('', 'v1', 'Service', 'services'),
  row('', 'v1', 'Endpoints', 'endpoints'),
  row('', 'v1', 'Event', 'events'),
  row('', 'v1', 'ConfigMap', 'configmaps'),
  row('', 'v1', 'ServiceAccount', 'serviceaccounts'),
  row('', 'v1', 'LimitRange', 'limitranges'),
  row('', 'v1', 'ResourceQuota', 'resourcequotas'),
  row('', 'v1', 'PersistentVolumeClaim', 'persistentvolumeclaims'),
  row('', 'v1', 'PersistentVolume', 'persistentvolumes', false),
  row('', 'v1', 'Namespace', 'namespaces', false),
  row('', 'v1', 'Node', 'nodes', false),
  row('', 'v1', 'Secret', 'secrets'),
  row('apps', 'v1', 'Deployment', 'deployments'),
  row('apps', 'v1', 'StatefulSet', 'statefulsets'),
  row('apps', 'v1', 'ReplicaSet', 'replicasets'),
  row('apps', 'v1', 'DaemonSet', 'daemonsets'),
  row('batch', 'v1', 'Job', 'jobs'),
  row('batch', 'v1', 'CronJob', 'cronjobs'),
  row('autoscaling', 'v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers'),
  row('policy', 'v1', 'PodDisruptionBudget', 'poddisruptionbudgets'),
  row('networking.k8s.io', 'v1', 'Ingress', 'ingresses'),
  row('networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies'),
  row('discovery.k8s.io', 'v1', 'EndpointSlice', 'endpointslices'),
  row('rbac.authorization.k8s.io', 'v1', 'Role', 'roles'),
  row('rbac.authorization.k8s.io', 'v1', 'RoleBinding', 'rolebindings'),
  row('argoproj.io', 'v1alpha1', 'Application', 'applications'),
];

/** Custom resources keep kind and apiVersion inside a list; the built-in ones lose them there. */
export const isCustom = ({ group }: Resource): boolean => group === 'argoproj.io';

export const groupVersion = ({ group, version }: Pick<Resource, 'group' | 'version'>): string =>
  group ? `${group}/${version}` : version;

/** The way resources are called in messages: `pods`, `jobs.batch`. */
export const qualified = ({ plural, group }: Resource): string => (group ? `${plural}.${group}` : plural);

export function findResource(group: string, version: string, plural: string): Resource | undefined {
  return RESOURCES.find(one => one.group === group && one.version === version && one.plural === plural);
}
