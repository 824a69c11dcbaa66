import type { Instance, TlsChoice } from './Instance';
import { secretKeys } from './Instance';
import type { InstanceInput } from './InstanceInput';
import type { EnvironmentConfig, PortalConfig } from './PortalConfig';
import { fillTemplate } from './paths';

/** Answers every question that the team left open, as the portal's configuration says. */
export function answerOpenQuestions(input: InstanceInput, config: PortalConfig): Instance {
  const environment = config.environments[input.environment];
  const cluster = input.cluster ?? clustersOf(environment, config)[0];
  const known = { name: input.name, environment: input.environment };
  const exposure = input.exposure ?? { kind: 'cluster' as const };
  return {
    ...known,
    engine: input.engine,
    description: input.description,
    owner: input.owner ?? config.catalog.owner,
    system: input.system ?? config.catalog.system,
    cluster,
    namespace: input.namespace ?? defaultNamespace(cluster, known, config),
    project: input.project ?? config.argocd.projects[0],
    version: input.version ?? config.versions.default,
    size: input.size ?? environment.size,
    replicas: replicasFor(input, environment),
    autoscaling: input.autoscaling,
    secret: {
      name: input.secret?.name ?? fillTemplate(config.secrets.credentials, known),
      presharedKeyKey: input.secret?.presharedKeyKey ?? secretKeys.presharedKey,
      datastoreUriKey: input.secret?.datastoreUriKey ?? secretKeys.datastoreUri,
      readReplicaKeys: input.secret?.readReplicaKeys ?? [],
    },
    tls: tlsFor(input, environment, config),
    dispatch: input.dispatch ?? input.engine !== 'memory',
    httpGateway: input.httpGateway ?? false,
    exposure:
      exposure.kind === 'ingress' ? { kind: 'ingress', host: exposure.host ?? '' } : { kind: exposure.kind },
    disruptionBudget: input.disruptionBudget ?? true,
    logLevel: input.logLevel ?? 'info',
    monitoring: input.monitoring ?? false,
    deletion: input.deletion ?? config.argocd.deletion,
  };
}

export function replicasFor(input: Partial<InstanceInput>, environment: EnvironmentConfig): number {
  return input.replicas ?? (input.engine === 'memory' ? 1 : environment.replicas);
}

export function clustersOf(environment: EnvironmentConfig, config: PortalConfig): string[] {
  return environment.clusters ?? Object.keys(config.clusters);
}

/** The first namespace on offer that is a name and not a pattern; else one named like the instance. */
export function defaultNamespace(
  cluster: string,
  known: { name: string; environment: string },
  config: PortalConfig,
): string {
  const offered = config.clusters[cluster].namespaces.find(namespace => !namespace.endsWith('*'));
  return fillTemplate(offered ?? '{name}', known);
}

function tlsFor(input: InstanceInput, environment: EnvironmentConfig, config: PortalConfig): TlsChoice {
  if (!(input.tls?.enabled ?? environment.tls)) return { kind: 'off' };
  const { issuer, certificate } = config.secrets;
  if (issuer && !input.tls?.secretName) return { kind: 'issuer', issuer };
  const secretName =
    input.tls?.secretName ?? fillTemplate(certificate, { name: input.name, environment: input.environment });
  return { kind: 'secret', secretName, caSecretName: input.tls?.caSecretName ?? secretName };
}
