import { annotations } from '../../chart/names';
import { commentAt } from '../../editing/comments';
import type { ReadYaml, TroubleInFile } from '../../editing/readYaml';
import { readYaml } from '../../editing/readYaml';
import { isMapValue } from '../../editing/YamlChange';
import type { Engine } from '../../spicedb/releases';
import { engines } from '../../spicedb/releases';
import type { GeneratedFile } from '../GeneratedFile';
import { instanceFile } from '../instanceFile';
import { secretKeys } from '../Instance';
import type { InstanceInput } from '../InstanceInput';
import type { PortalConfig } from '../PortalConfig';
import type { Problem } from '../problems';

/** What the files of an instance say about it. @public */
export type ReadInstanceResult =
  | {
      ok: true;
      /** The answers from which these files could have been made. */
      answers: InstanceInput;
      /** The portal's configuration, in which what this instance has is on offer as well. */
      config: PortalConfig;
    }
  | { ok: false; problems: Problem[] };

const at = (tree: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((part, key) => (isMapValue(part) ? part[key] : undefined), tree);
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
const flag = (value: unknown) => (typeof value === 'boolean' ? value : undefined);

/**
 * Reads an instance back from its folder. What was changed by hand counts; what
 * no answer of the form can express is left to stand.
 *
 * @public
 */
export function readInstance(files: readonly GeneratedFile[], config: PortalConfig): ReadInstanceResult {
  const problems: Problem[] = [];
  const read = (name: string): ReadYaml | undefined => {
    const file = instanceFile(files, name);
    if (!file) {
      problems.push({ path: name, message: 'is missing.' });
      return undefined;
    }
    const reading = readYaml(file.content);
    if (!reading.ok) {
      problems.push(...reading.troubles.map(trouble => problemIn(file.path, trouble)));
      return undefined;
    }
    if (isMapValue(reading.yaml.value)) return reading.yaml;
    problems.push({ path: file.path, message: 'must hold keys and values.' });
    return undefined;
  };
  const values = read('values.yaml');
  const application = read('application.yaml');
  const entity = read('catalog-info.yaml');
  if (!values || !application || !entity) return { ok: false, problems };

  const engine = text(at(values.value, 'config', 'datastoreEngine')) ?? 'memory';
  const identity = identityOf(entity.value);
  for (const [key, value] of Object.entries(identity.needed)) {
    if (!value) problems.push({ path: 'catalog-info.yaml', message: `does not say ${key}.` });
  }
  if (!engines.includes(engine as Engine)) {
    problems.push({
      path: 'values.yaml',
      message: `config.datastoreEngine is "${engine}", which is no engine.`,
    });
  }
  if (problems.length) return { ok: false, problems };

  const size = sizeOf(values, config);
  const answers = {
    ...identity.needed,
    ...identity.optional,
    engine: engine as Engine,
    project: text(at(application.value, 'spec', 'project')),
    deletion: hasFinalizer(application.value) ? 'cascade' : 'keep',
    size: size.name,
    ...valuesOf(values.value, engine as Engine),
  } as InstanceInput;
  return { ok: true, answers, config: offering(answers, size, config) };
}

function identityOf(entity: unknown) {
  const note = (key: string) => text(at(entity, 'metadata', 'annotations', key));
  return {
    needed: {
      name: text(at(entity, 'metadata', 'name')),
      environment: note(annotations.environment),
      cluster: note(annotations.cluster),
      namespace: note(annotations.kubernetesNamespace),
    },
    optional: {
      description: text(at(entity, 'metadata', 'description')),
      owner: text(at(entity, 'spec', 'owner')),
      system: text(at(entity, 'spec', 'system')),
    },
  };
}

/** A trouble with its place, as editors and compilers write it. */
export function problemIn(path: string, { line, column, message }: TroubleInFile): Problem {
  return { path: `${path}:${line}:${column}`, message };
}

/** Whether Argo CD removes the objects together with the Application. */
export function hasFinalizer(application: unknown): boolean {
  const finalizers = at(application, 'metadata', 'finalizers');
  return (
    Array.isArray(finalizers) &&
    finalizers.some(name => String(name).startsWith('resources-finalizer.argocd.argoproj.io'))
  );
}

function valuesOf(values: unknown, engine: Engine): Partial<InstanceInput> {
  const inMemory = engine === 'memory';
  const autoscaling = at(values, 'autoscaling', 'enabled') === true && {
    minReplicas: number(at(values, 'autoscaling', 'minReplicas')) ?? 2,
    maxReplicas: number(at(values, 'autoscaling', 'maxReplicas')) ?? 10,
    targetCpuPercent: number(at(values, 'autoscaling', 'targetCPUUtilizationPercentage')),
  };
  const keys = at(values, 'credentials', 'readReplicaURIs', 'keys');
  return {
    version: text(at(values, 'image', 'tag')),
    ...(autoscaling
      ? { autoscaling }
      : { replicas: number(at(values, 'config', 'replicas')) ?? (inMemory ? 1 : 2) }),
    secret: {
      name: text(at(values, 'existingSecret')),
      presharedKeyKey: text(at(values, 'credentials', 'presharedKey', 'key')) ?? secretKeys.presharedKey,
      datastoreUriKey: text(at(values, 'credentials', 'datastoreURI', 'key')) ?? secretKeys.datastoreUri,
      readReplicaKeys: Array.isArray(keys) ? keys.map(String) : [],
    },
    tls: tlsOf(values),
    dispatch: flag(at(values, 'config', 'dispatch', 'enabled')) ?? !inMemory,
    httpGateway: flag(at(values, 'config', 'http', 'enabled')) ?? false,
    exposure: exposureOf(values),
    disruptionBudget: flag(at(values, 'podDisruptionBudget', 'enabled')) ?? true,
    logLevel: (text(at(values, 'config', 'logLevel')) ?? 'info') as InstanceInput['logLevel'],
    monitoring: flag(at(values, 'monitoring', 'enabled')) ?? false,
  };
}

function tlsOf(values: unknown): InstanceInput['tls'] {
  if (at(values, 'config', 'tls', 'enabled') !== true) return { enabled: false };
  if (at(values, 'certManager', 'enabled') === true) return { enabled: true };
  return {
    enabled: true,
    secretName: text(at(values, 'config', 'tls', 'secretName')),
    caSecretName: text(at(values, 'config', 'dispatch', 'upstreamCASecretName')),
  };
}

function exposureOf(values: unknown): InstanceInput['exposure'] {
  if (at(values, 'ingress', 'enabled') === true) {
    return { kind: 'ingress', host: text(at(values, 'ingress', 'grpcHost')) };
  }
  return { kind: at(values, 'service', 'type') === 'LoadBalancer' ? 'loadBalancer' : 'cluster' };
}

interface SizeFound {
  name: string;
  cpu: string;
  memory: string;
  known: boolean;
}

function sizeOf(values: ReadYaml, config: PortalConfig): SizeFound {
  const resources = at(values.value, 'resources');
  const cpu = String(at(resources, 'requests', 'cpu') ?? '');
  const memory = String(at(resources, 'requests', 'memory') ?? '');
  const limit = at(resources, 'limits', 'memory');
  const known = Object.entries(config.sizes).find(
    ([, size]) => size.cpu === cpu && size.memory === memory && limit === memory,
  );
  if (known) return { name: known[0], cpu, memory, known: true };
  // Other figures under the name of a size were put there by hand.
  const called = /^Size "([^"]+)"/.exec(commentAt(values, ['resources']).join(' ').trim())?.[1];
  return { name: called ?? 'custom', cpu, memory, known: false };
}

/** What stands in the files may stay, even where the platform has stopped offering it. */
function offering(answers: InstanceInput, size: SizeFound, config: PortalConfig): PortalConfig {
  const { cluster, environment, namespace, project, version } = answers;
  const withEntry = (list: string[], entry?: string) =>
    entry && !list.includes(entry) ? [...list, entry] : list;
  const place = config.clusters[cluster ?? ''];
  return {
    ...config,
    versions: { ...config.versions, allowed: withEntry(config.versions.allowed, version) },
    argocd: { ...config.argocd, projects: withEntry(config.argocd.projects, project) },
    ...(!size.known && { sizes: { ...config.sizes, [size.name]: { cpu: size.cpu, memory: size.memory } } }),
    ...(place &&
      cluster && {
        clusters: {
          ...config.clusters,
          [cluster]: { ...place, namespaces: withEntry(place.namespaces, namespace) },
        },
      }),
    ...(config.environments[environment] &&
      cluster && {
        environments: {
          ...config.environments,
          [environment]: {
            ...config.environments[environment],
            ...(config.environments[environment].clusters && {
              clusters: withEntry(config.environments[environment].clusters, cluster),
            }),
          },
        },
      }),
  };
}
