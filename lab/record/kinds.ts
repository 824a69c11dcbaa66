import { KINDS, resource } from '../kube.ts';
import type { Resource } from '../kube.ts';

/** What is recorded of a namespace. Secrets are not among them, and the normaliser refuses them. */
export const RECORDED_KINDS: Resource[] = [
  KINDS.pod,
  KINDS.deployment,
  KINDS.statefulSet,
  KINDS.replicaSet,
  KINDS.job,
  KINDS.service,
  KINDS.endpoints,
  KINDS.endpointSlice,
  KINDS.event,
  KINDS.serviceAccount,
  KINDS.configMap,
  resource('rbac.authorization.k8s.io/v1', 'Role'),
  KINDS.roleBinding,
  resource('policy/v1', 'PodDisruptionBudget'),
  resource('autoscaling/v2', 'HorizontalPodAutoscaler'),
  resource('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies'),
];
