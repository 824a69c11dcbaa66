// What a SpiceDB runs with, as plain facts: environment, ports, probes, rights, place. The objects of the operator and those
// of the chart are named differently; the facts are not.

type Json = { [key: string]: unknown };
export type Facts = Record<string, string>;

const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);
const listAt = (value: unknown, ...path: (string | number)[]): Json[] =>
  (at(value, ...path) as Json[] | undefined) ?? [];
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function valueOf(variable: Json): string {
  const secret = at(variable, 'valueFrom', 'secretKeyRef');
  if (secret) return `key ${text(at(secret, 'key'))} of Secret ${text(at(secret, 'name'))}`;
  const field = at(variable, 'valueFrom', 'fieldRef', 'fieldPath');
  return field ? `the pod's ${text(field)}` : text(variable.value ?? '');
}

function ofContainer(container: Json, prefix: string): Facts {
  const facts: Facts = {};
  for (const variable of listAt(container, 'env')) {
    facts[`${prefix}env ${text(variable.name)}`] = valueOf(variable);
  }
  facts[`${prefix}command`] = [...listAt(container, 'command'), ...listAt(container, 'args')]
    .map(text)
    .join(' ');
  facts[`${prefix}image`] = text(container.image);
  for (const port of listAt(container, 'ports'))
    facts[`${prefix}port ${text(port.name)}`] = text(port.containerPort);
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    for (const [key, value] of Object.entries((container[probe] ?? {}) as Json)) {
      facts[`${prefix}${probe} ${key}`] =
        key === 'exec' ? listAt(value, 'command').map(text).join(' ') : text(value);
    }
  }
  for (const key of ['terminationMessagePolicy', 'lifecycle', 'resources', 'securityContext']) {
    if (container[key] !== undefined) facts[`${prefix}${key}`] = text(container[key]);
  }
  return facts;
}

/** Annotations and labels that people ask for; those by which the tools find their own are left out. */
function wordsOf(prefix: string, words: unknown): Facts {
  const ofTools = /^(authzed\.com|spicedb-portal\.io|argocd\.argoproj\.io|helm\.sh|app\.kubernetes\.io)\//;
  return Object.fromEntries(
    Object.entries((words ?? {}) as Json)
      .filter(([name]) => !ofTools.test(name))
      .map(([name, value]) => [`${prefix} ${name}`, text(value)]),
  );
}

/** Where pods may run, and what runs beside SpiceDB in them. */
function ofPod(pod: unknown): Facts {
  const facts: Facts = {};
  for (const key of ['nodeSelector', 'tolerations', 'priorityClassName', 'hostNetwork']) {
    const value = at(pod, key);
    if (value !== undefined) facts[key] = text(value);
  }
  for (const other of listAt(pod, 'containers').slice(1))
    facts[`container ${text(other.name)}`] = text(other.image);
  return facts;
}

/** The facts of some objects; the names of their kinds tell what they are for. */
export function factsOf(objects: Json[]): Facts {
  const facts: Facts = {};
  for (const object of objects) {
    const pod = at(object, 'spec', 'template', 'spec');
    const container = listAt(pod, 'containers')[0];
    switch (object.kind) {
      case 'Deployment':
        Object.assign(
          facts,
          ofContainer(container, ''),
          ofPod(pod),
          wordsOf('annotation', at(object, 'metadata', 'annotations')),
          wordsOf('pod annotation', at(object, 'spec', 'template', 'metadata', 'annotations')),
          wordsOf('pod label', at(object, 'spec', 'template', 'metadata', 'labels')),
        );
        facts.replicas = text(at(object, 'spec', 'replicas') ?? 'not said');
        facts.strategy = text(at(object, 'spec', 'strategy'));
        facts['service account'] = text(at(pod, 'serviceAccountName') ?? 'not said');
        break;
      case 'Job':
        Object.assign(facts, ofContainer(container, 'migration '));
        facts['migration backoffLimit'] = text(at(object, 'spec', 'backoffLimit') ?? 'not said');
        break;
      case 'ServiceAccount':
        Object.assign(facts, wordsOf('service account annotation', at(object, 'metadata', 'annotations')));
        break;
      case 'Role':
        facts.rights = listAt(object, 'rules')
          .map(
            ({ resources, resourceNames, verbs }) =>
              `${text(verbs)} ${text(resources)}${resourceNames ? ` called ${text(resourceNames)}` : ''}`,
          )
          .join('; ');
        break;
      case 'Service':
        if (at(object, 'spec', 'clusterIP') === 'None') break;
        facts['service type'] = text(at(object, 'spec', 'type') ?? 'ClusterIP');
        Object.assign(facts, wordsOf('service annotation', at(object, 'metadata', 'annotations')));
        for (const port of listAt(object, 'spec', 'ports')) {
          facts[`service port ${text(port.name)}`] = `${text(port.port)} to ${text(
            port.targetPort ?? port.port,
          )}`;
        }
        break;
      case 'PodDisruptionBudget':
        facts['budget maxUnavailable'] = text(at(object, 'spec', 'maxUnavailable') ?? 'not said');
        facts['budget minAvailable'] = text(at(object, 'spec', 'minAvailable') ?? 'not said');
        break;
      default:
    }
  }
  return facts;
}

export interface Difference {
  fact: string;
  operator: string | undefined;
  chart: string | undefined;
}

export function differencesOf(operator: Facts, chart: Facts): Difference[] {
  const names = new Set([...Object.keys(operator), ...Object.keys(chart)]);
  return [...names]
    .filter(fact => operator[fact] !== chart[fact])
    .map(fact => ({ fact, operator: operator[fact], chart: chart[fact] }));
}
