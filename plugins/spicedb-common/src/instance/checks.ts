import semver from 'semver';
import { cleanVersion, knownRelease, oldestVersion } from '../spicedb/releases';
import { clustersOf, defaultNamespace, replicasFor } from './answers';
import type { InstanceInput } from './InstanceInput';
import {
  troubleInEntityRef,
  troubleInHost,
  troubleInImageTag,
  troubleInInstanceName,
  troubleInLabel,
  troubleInSecretKey,
  troubleInSecretName,
} from './names';
import { fillTemplate } from './paths';
import type { EnvironmentConfig, PortalConfig } from './PortalConfig';
import type { Problem } from './problems';

type Answers = Partial<InstanceInput>;
type Say = (path: string, message: string | undefined) => void;

/**
 * What a schema cannot say: names that Kubernetes refuses, what is not on
 * offer, and answers that do not go together. Fields that are missing were
 * reported already, so each check looks only at what is there.
 */
export function contradictionsIn(answers: Answers, config: PortalConfig): Problem[] {
  const problems: Problem[] = [];
  const say: Say = (path, message) => {
    if (message) problems.push({ path, message });
  };
  checkNames(answers, say);
  checkVersion(answers, config, say);
  const environment = environmentOf(answers, config, say);
  if (environment) {
    checkPlace(answers, environment, config, say);
    checkGuards(answers, environment, say);
  }
  checkOffers(answers, config, say);
  checkReplicas(answers, environment, say);
  checkTls(answers, environment, say);
  return problems;
}

function checkNames(answers: Answers, say: Say) {
  const check = (path: string, text: string | undefined, trouble: (text: string) => string | undefined) => {
    if (text !== undefined) say(path, trouble(text));
  };
  check('name', answers.name, troubleInInstanceName);
  check('owner', answers.owner, troubleInEntityRef);
  check('system', answers.system, troubleInEntityRef);
  check('namespace', answers.namespace, troubleInLabel);
  check('secret.name', answers.secret?.name, troubleInSecretName);
  check('secret.presharedKeyKey', answers.secret?.presharedKeyKey, troubleInSecretKey);
  check('secret.datastoreUriKey', answers.secret?.datastoreUriKey, troubleInSecretKey);
  answers.secret?.readReplicaKeys?.forEach((key, index) =>
    check(`secret.readReplicaKeys.${index}`, key, troubleInSecretKey),
  );
  check('tls.secretName', answers.tls?.secretName, troubleInSecretName);
  check('exposure.host', answers.exposure?.host, troubleInHost);
}

function checkVersion({ version, engine }: Answers, config: PortalConfig, say: Say) {
  if (version === undefined) return;
  const clean = cleanVersion(version);
  if (!clean) {
    say('version', troubleInImageTag(version) ?? `"${version}" is not a version; write it as v1.56.0.`);
  } else if (semver.lt(clean, oldestVersion)) {
    say('version', `${version} is older than ${oldestVersion}, the oldest that the chart installs.`);
  } else if (knownRelease(clean)?.yanked) {
    say('version', `${version} was taken back by its makers; choose another.`);
  } else if (engine === 'mysql' && clean === 'v1.53.0') {
    say('version', 'v1.53.0 cannot migrate MySQL; choose v1.54.0 or newer.');
  } else if (!config.versions.allowed.includes(version)) {
    say('version', `${version} is not on offer; there are ${config.versions.allowed.join(', ')}.`);
  }
}

function environmentOf(answers: Answers, config: PortalConfig, say: Say): EnvironmentConfig | undefined {
  if (answers.environment === undefined) return undefined;
  if (Object.hasOwn(config.environments, answers.environment)) {
    return config.environments[answers.environment];
  }
  say('environment', `is not on offer; there are ${Object.keys(config.environments).join(', ')}.`);
  return undefined;
}

function checkPlace(answers: Answers, environment: EnvironmentConfig, config: PortalConfig, say: Say) {
  const offered = clustersOf(environment, config);
  const cluster = answers.cluster ?? offered[0];
  if (!offered.includes(cluster)) {
    say('cluster', `is not on offer for ${answers.environment}; there are ${offered.join(', ')}.`);
    return;
  }
  const known = { name: answers.name ?? '', environment: answers.environment! };
  const namespaces = config.clusters[cluster].namespaces.map(n => fillTemplate(n, known));
  const namespace = answers.namespace;
  if (namespace !== undefined && !namespaces.some(offer => fits(namespace, offer))) {
    say('namespace', `is not on offer in ${cluster}; there are ${namespaces.join(', ')}.`);
  }
  // One that is named after the instance is no trouble of its own.
  if (namespace === undefined && answers.name !== undefined && !troubleInInstanceName(answers.name)) {
    say('namespace', troubleInLabel(defaultNamespace(cluster, known, config)));
  }
}

const fits = (name: string, offer: string) =>
  offer.endsWith('*') ? name.startsWith(offer.slice(0, -1)) : name === offer;

function checkOffers(answers: Answers, config: PortalConfig, say: Say) {
  const { size, project } = answers;
  if (size !== undefined && !Object.hasOwn(config.sizes, size)) {
    say('size', `is not on offer; there are ${Object.keys(config.sizes).join(', ')}.`);
  }
  if (project !== undefined && !config.argocd.projects.includes(project)) {
    say('project', `is not on offer; there are ${config.argocd.projects.join(', ')}.`);
  }
}

function checkGuards(answers: Answers, environment: EnvironmentConfig, say: Say) {
  const { guards } = environment;
  const here = answers.environment;
  if (answers.engine && guards.forbiddenEngines.includes(answers.engine)) {
    say('engine', `${answers.engine} is not allowed in ${here}.`);
  }
  if (guards.tls && answers.tls?.enabled === false) {
    say('tls.enabled', `TLS cannot be off in ${here}.`);
  }
  if (guards.podDisruptionBudget && answers.disruptionBudget === false) {
    say('disruptionBudget', `cannot be off in ${here}.`);
  }
  const pods = answers.autoscaling?.minReplicas ?? replicasFor(answers, environment);
  const asked = answers.autoscaling ?? answers.replicas;
  if (asked !== undefined && pods < guards.minReplicas) {
    say(
      answers.autoscaling ? 'autoscaling.minReplicas' : 'replicas',
      `must be at least ${guards.minReplicas} in ${here}.`,
    );
  }
}

function checkReplicas(answers: Answers, environment: EnvironmentConfig | undefined, say: Say) {
  const { autoscaling, engine, exposure, secret } = answers;
  if (engine === 'memory') {
    const pods = environment ? replicasFor(answers, environment) : answers.replicas;
    if (pods !== undefined && pods > 1) {
      say('replicas', 'must be 1 with the memory engine: each pod would have relationships of its own.');
    }
    if (autoscaling) say('autoscaling', 'is not possible with the memory engine.');
    if (answers.dispatch) say('dispatch', 'needs more than one pod, which the memory engine cannot have.');
  }
  if (autoscaling && autoscaling.maxReplicas < autoscaling.minReplicas) {
    say('autoscaling.maxReplicas', `must be at least minReplicas (${autoscaling.minReplicas}).`);
  }
  if (autoscaling && answers.replicas !== undefined) {
    say('replicas', 'cannot be set together with autoscaling, which decides about it.');
  }
  if (exposure?.kind === 'ingress' && !exposure.host) say('exposure.host', 'is needed for an ingress.');
  if (exposure && exposure.kind !== 'ingress' && exposure.host) {
    say('exposure.host', 'has a meaning for an ingress only.');
  }
  if (secret?.readReplicaKeys?.length && engine !== 'postgres' && engine !== 'mysql') {
    say('secret.readReplicaKeys', 'read replicas exist for postgres and mysql only.');
  }
}

function checkTls(answers: Answers, environment: EnvironmentConfig | undefined, say: Say) {
  const { tls, dispatch, engine } = answers;
  const on = tls?.enabled ?? environment?.tls ?? false;
  if (!on && (tls?.secretName || tls?.caSecretName)) {
    say('tls.secretName', 'has a meaning only with TLS on.');
  }
  const ring = dispatch ?? engine !== 'memory';
  if (on && ring && tls?.caSecretName === '') {
    say('tls.caSecretName', 'is needed: pods speak TLS to each other only if they have the CA (ca.crt).');
  } else if (tls?.caSecretName) {
    say('tls.caSecretName', troubleInSecretName(tls.caSecretName));
  }
}
