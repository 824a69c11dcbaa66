import type { FormWords } from '../words/useFormWords';

const labelled = [
  'name',
  'environment',
  'engine',
  'description',
  'owner',
  'system',
  'cluster',
  'namespace',
  'project',
  'version',
  'size',
  'replicas',
  'autoscaling',
  'autoscaling.minReplicas',
  'autoscaling.maxReplicas',
  'autoscaling.targetCpuPercent',
  'secret',
  'secret.name',
  'secret.presharedKeyKey',
  'secret.datastoreUriKey',
  'secret.readReplicaKeys',
  'tls',
  'tls.enabled',
  'tls.secretName',
  'tls.caSecretName',
  'httpGateway',
  'exposure',
  'exposure.host',
  'disruptionBudget',
  'logLevel',
  'monitoring',
  'deletion',
  'instance',
  'step',
  'key',
  'confirm',
  'objects',
  'original',
] as const;

/** A field as the form calls it; a place in a file is called by itself. */
export function labelOf(path: string, { t }: FormWords): string {
  const known =
    labelled.find(name => name === path) ?? labelled.find(name => name === path.replace(/\.\d+$/, ''));
  return known ? t(`label.${known}`) : path;
}
