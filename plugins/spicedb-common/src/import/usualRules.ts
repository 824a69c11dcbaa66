import { isMapValue } from '../editing/YamlChange';
import { metadata } from './operatorConfig';
import type { Rule, Rules } from './rules';
import { cannot, countAs, keepAs, listBy, needless } from './rules';

export const same = (...paths: string[]): Rules =>
  Object.fromEntries(paths.map(path => [path, keepAs(path)]));
export const unknown: Rule = cannot('No value of this chart says it.');
const fixedPort = needless('The ports are the same and fixed: 50051, 8443, 9090, 50053.');

/** What most charts have alike. */
export const usual: Rules = {
  replicaCount: countAs('config.replicas'),
  ...same(
    'image.repository',
    'image.tag',
    'image.pullPolicy',
    'image.digest',
    'nameOverride',
    'fullnameOverride',
    'serviceAccount.create',
    'serviceAccount.name',
    'rbac.create',
  ),
  ...same(
    'podSecurityContext',
    'securityContext',
    'resources',
    'nodeSelector',
    'tolerations',
    'affinity',
    'topologySpreadConstraints',
    'priorityClassName',
    'terminationGracePeriodSeconds',
  ),
  ...same(
    'service.type',
    'service.headless',
    'service.annotations',
    'service.loadBalancerSourceRanges',
    'extraEnv',
    'extraVolumes',
    'extraVolumeMounts',
  ),
  ...same(
    'podDisruptionBudget.enabled',
    'podDisruptionBudget.maxUnavailable',
    'podDisruptionBudget.minAvailable',
  ),
  ...same(
    'autoscaling.enabled',
    'autoscaling.minReplicas',
    'autoscaling.maxReplicas',
    'autoscaling.targetCPUUtilizationPercentage',
    'autoscaling.targetMemoryUtilizationPercentage',
    'autoscaling.behavior',
  ),
  imagePullSecrets: listBy((entries, key, ledger) =>
    ledger.kept(
      key,
      'image.pullSecrets',
      entries.map(entry => (isMapValue(entry) ? String(entry.name) : String(entry))),
    ),
  ),
  podAnnotations: (value, key, ledger) => metadata(value, key, ledger, 'podAnnotations'),
  podLabels: (value, key, ledger) => metadata(value, key, ledger, 'podLabels'),
  'serviceAccount.annotations': (value, key, ledger) =>
    metadata(value, key, ledger, 'serviceAccount.annotations'),
  'serviceAccount.automount': needless('The chart mounts the token where pods need it, and nowhere else.'),
  'service.grpcPort': fixedPort,
  'service.httpPort': fixedPort,
  'service.metricsPort': fixedPort,
  'service.dispatchPort': fixedPort,
  'ingress.enabled': keepAs('ingress.enabled'),
  'ingress.className': keepAs('ingress.className'),
  'ingress.annotations': keepAs('ingress.annotations'),
};
