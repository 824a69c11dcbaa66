import { readYaml } from '../editing/readYaml';
import type { YamlPath } from '../editing/YamlChange';
import { isMapValue } from '../editing/YamlChange';
import type { Ledger } from './Ledger';
import { metadata } from './operatorConfig';
import type { Rule, Rules } from './rules';
import { cannot, follow, keepAs } from './rules';

const noPlace: Rule = cannot(
  'No value of the chart says this. If it is needed, ask for it, or add the object under extraObjects.',
);

const inPod: Rules = {
  nodeSelector: keepAs('nodeSelector'),
  tolerations: keepAs('tolerations'),
  affinity: keepAs('affinity'),
  topologySpreadConstraints: keepAs('topologySpreadConstraints'),
  priorityClassName: keepAs('priorityClassName'),
  terminationGracePeriodSeconds: keepAs('terminationGracePeriodSeconds'),
  securityContext: keepAs('podSecurityContext'),
  imagePullSecrets: (value, key, ledger) => ledger.kept(key, 'image.pullSecrets', listOf(value).map(nameOf)),
  volumes: keepAs('extraVolumes'),
  initContainers: keepAs('extraInitContainers'),
  serviceAccountName: keepAs('serviceAccount.name'),
};

const under = (prefix: string, rules: Rules): Rules =>
  Object.fromEntries(Object.entries(rules).map(([path, rule]) => [`${prefix}.${path}`, rule]));

const rulesOf: Record<string, Rules> = {
  Deployment: {
    'metadata.annotations': (value, key, ledger) => metadata(value, key, ledger, 'workload.annotations'),
    'spec.replicas': keepAs('config.replicas'),
    'spec.revisionHistoryLimit': keepAs('workload.revisionHistoryLimit'),
    'spec.progressDeadlineSeconds': keepAs('workload.progressDeadlineSeconds'),
    'spec.strategy.rollingUpdate.maxSurge': keepAs('workload.maxSurge'),
    'spec.strategy.rollingUpdate.maxUnavailable': cannot(
      'Is always 0 here: the chart never goes below the wanted number of pods.',
    ),
    'spec.template.metadata.labels': (value, key, ledger) => metadata(value, key, ledger, 'podLabels'),
    'spec.template.metadata.annotations': (value, key, ledger) =>
      metadata(value, key, ledger, 'podAnnotations'),
    ...under('spec.template.spec', {
      ...inPod,
      containers: (value, key, ledger) => containers(value, key, ledger, serving),
    }),
  },
  Job: {
    'metadata.annotations': (value, key, ledger) =>
      metadata(value, key, ledger, 'config.migrations.annotations'),
    'spec.backoffLimit': keepAs('config.migrations.backoffLimit'),
    'spec.activeDeadlineSeconds': keepAs('config.migrations.activeDeadlineSeconds'),
    'spec.ttlSecondsAfterFinished': cannot(
      'Argo CD would make the Job again and again; the last one stays until the next replaces it.',
    ),
    'spec.template.spec.serviceAccountName': keepAs('config.migrations.serviceAccountName'),
    'spec.template.spec.containers': (value, key, ledger) =>
      containers(value, key, ledger, {
        name: 'migrate',
        rules: { resources: keepAs('config.migrations.resources') },
      }),
  },
  Service: {
    'metadata.annotations': (value, key, ledger) => metadata(value, key, ledger, 'service.annotations'),
    'spec.type': keepAs('service.type'),
    'spec.externalTrafficPolicy': keepAs('service.externalTrafficPolicy'),
    'spec.loadBalancerClass': keepAs('service.loadBalancerClass'),
    'spec.loadBalancerSourceRanges': keepAs('service.loadBalancerSourceRanges'),
    'spec.clusterIP': (value, key, ledger) =>
      value === 'None'
        ? ledger.translated(key, { 'service.headless': true }, 'Makes the Service headless.')
        : ledger.lost(key, 'The chart leaves the address of the Service to Kubernetes.'),
  },
  ServiceAccount: {
    'metadata.annotations': (value, key, ledger) =>
      metadata(value, key, ledger, 'serviceAccount.annotations'),
  },
  PodDisruptionBudget: {
    'spec.maxUnavailable': keepAs('podDisruptionBudget.maxUnavailable'),
    'spec.minAvailable': keepAs('podDisruptionBudget.minAvailable'),
  },
};

interface ContainerRules {
  name: string;
  rules: Rules;
  others?: string;
}

const serving: ContainerRules = {
  name: 'spicedb',
  rules: {
    resources: keepAs('resources'),
    securityContext: keepAs('securityContext'),
    volumeMounts: keepAs('extraVolumeMounts'),
    envFrom: keepAs('extraEnvFrom'),
    args: keepAs('extraArgs'),
    imagePullPolicy: keepAs('image.pullPolicy'),
    env: (value, key, ledger) =>
      listOf(value).forEach((entry, index) => environment(entry, [...key, index], ledger)),
    ...under('readinessProbe', probe('readiness')),
    ...under('livenessProbe', probe('liveness')),
  },
  others: 'extraContainers',
};

function probe(name: string): Rules {
  const timings = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold'];
  return Object.fromEntries(timings.map(timing => [timing, keepAs(`probes.${name}.${timing}`)]));
}

/** `spec.patches` of a SpiceDBCluster: what they say about the objects, as values that say the same. */
export function importPatches(patches: unknown, key: YamlPath, ledger: Ledger) {
  listOf(patches).forEach((entry, index) => {
    const here = [...key, index];
    const kind = isMapValue(entry) ? String(entry.kind ?? '') : '';
    const given = isMapValue(entry)
      ? typeof entry.patch === 'string'
        ? parsed(entry.patch)
        : entry.patch
      : undefined;
    const operations = operationsIn(given, [...here, 'patch']);
    const patch = operations ? asTree(operations, ledger, kind === 'Job' ? 'migrate' : 'spicedb') : given;
    // What operations cannot say is noted by then.
    if (operations && Object.keys(patch as object).length === 0) return;
    if (!isMapValue(patch)) ledger.lost(here, 'Is no patch that could be read.');
    else if (!Object.hasOwn(rulesOf, kind)) {
      ledger.lost(
        [...here, 'patch'],
        `Is for ${
          kind === '*' ? 'every object' : kind || 'no kind of object'
        }; values of the chart exist for ${Object.keys(rulesOf).join(', ')}.`,
      );
    } else {
      const { apiVersion: _version, kind: _kind, ...content } = patch;
      follow(rulesOf[kind], content, [...here, 'patch'], ledger, noPlace);
    }
  });
}

function containers(value: unknown, key: YamlPath, ledger: Ledger, { name, rules, others }: ContainerRules) {
  listOf(value).forEach((container, index) => {
    const here = [...key, index];
    if (nameOf(container) === name && isMapValue(container)) {
      const { name: _name, ...content } = container;
      follow(rules, content, here, ledger, noPlace);
    } else if (others) ledger.kept(here, others, [container]);
    else noPlace(container, here, ledger);
  });
}

/** A variable of SpiceDB is a setting; any other one is handed on. */
function environment(entry: unknown, key: YamlPath, ledger: Ledger) {
  const name = nameOf(entry);
  if (/^SPICEDB_/.test(name) && isMapValue(entry) && entry.value !== undefined) {
    const setting = name
      .slice('SPICEDB_'.length)
      .toLowerCase()
      .replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    ledger.translated(
      key,
      { 'config.extra': { [setting]: entry.value } },
      `Is config.extra.${setting} here; a name that the version does not know is refused.`,
    );
  } else {
    ledger.kept(key, 'extraEnv', [entry]);
  }
}

type Operations = { operation: unknown; key: YamlPath }[];

/** The operator takes one operation for a patch; people write lists of them as well. */
function operationsIn(given: unknown, key: YamlPath): Operations | undefined {
  if (Array.isArray(given)) return given.map((operation, index) => ({ operation, key: [...key, index] }));
  return isMapValue(given) && typeof given.op === 'string' ? [{ operation: given, key }] : undefined;
}

/** JSON patches (RFC 6902) that add or replace, as the tree that they would make. */
function asTree(operations: Operations, ledger: Ledger, container: string): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  operations.forEach(({ operation, key }) => {
    const { op, path, value } = isMapValue(operation) ? operation : ({} as Record<string, unknown>);
    const steps = String(path ?? '')
      .split('/')
      .slice(1)
      .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'));
    const adds = op === 'add' || op === 'replace';
    // The operator's pods have one container each, so that the first is SpiceDB's own.
    const first = steps.every(
      (step, place) => !/^\d+$/.test(step) || (step === '0' && steps[place - 1] === 'containers'),
    );
    if (!adds || !first || steps.length === 0)
      ledger.lost(
        key,
        'Only operations that add or replace a value, of the first container if of any, can be said by values.',
      );
    else if (!put(tree, steps, value, container))
      ledger.lost(key, 'Its path leads through what is neither a map nor a list of containers.');
  });
  return tree;
}

/** Whether the value has found its place. */
function put(
  tree: Record<string, unknown>,
  [step, ...rest]: string[],
  value: unknown,
  container: string,
): boolean {
  // Assigned to, it would not be a key but what the map inherits from.
  if (step === '__proto__') return false;
  const inner = Object.hasOwn(tree, step) ? tree[step] : undefined;
  if (rest.length === 0) {
    tree[step] = value;
    return true;
  }
  if (rest.join() === '-') {
    if (inner !== undefined && !Array.isArray(inner)) return false;
    tree[step] = [...listOf(inner), value];
    return true;
  }
  if (rest[0] === '0') {
    const [first, ...others] = inner === undefined ? [{ name: container }] : listOf(inner);
    if (!isMapValue(first)) return false;
    const changed =
      rest.length === 1 ? { name: container, ...(isMapValue(value) ? value : {}) } : { ...first };
    tree[step] = [changed, ...others];
    return rest.length === 1 || put(changed, rest.slice(1), value, container);
  }
  if (inner !== undefined && !isMapValue(inner)) return false;
  const map = { ...(inner as object | undefined) };
  tree[step] = map;
  return put(map, rest, value, container);
}

function parsed(text: string): unknown {
  const reading = readYaml(text);
  return reading.ok ? reading.yaml.value : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function nameOf(value: unknown): string {
  return isMapValue(value) ? String(value.name ?? '') : '';
}
