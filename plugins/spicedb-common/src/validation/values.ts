import semver from 'semver';
import valuesSchema from '../chart/valuesSchema.json';
import { textsIn } from '../instance/text';
import {
  cleanVersion,
  knownRelease,
  oldestVersion,
  revisionsOf,
  supports,
  isEngine,
} from '../spicedb/releases';
import type { Inspection } from './findings';
import type { ValuesSchema } from './schema';
import { checkAgainst } from './schema';
import { troubleIfSecret } from './secretText';

/** What the schema of the chart and its own checks would refuse, found before the chart is rendered. */
export function inspectValues(values: Inspection) {
  if (values.yaml.value !== null && typeof values.yaml.value !== 'object') {
    values.error([], 'must hold keys and values.');
    return;
  }
  checkAgainst(valuesSchema as ValuesSchema, values.yaml.value, (path, message) =>
    values.error(path, message),
  );
  inspectSecrets(values);
  inspectVersion(values);
  inspectDatastore(values);
  inspectTls(values);
  inspectScaling(values);
  inspectReach(values);
}

/** Values go to Git, so that nothing in them may be a secret. */
function inspectSecrets(values: Inspection) {
  for (const key of ['presharedKey', 'datastoreURI']) {
    if (values.text('secretData', key)) {
      values.error(
        ['secretData', key],
        'puts a secret into Git. Put it into a Secret and name that in existingSecret.',
      );
    }
  }
  for (const { path, text } of textsIn(values.yaml.value)) {
    const trouble = troubleIfSecret(text);
    const steps = path.split('.').map(step => (/^\d+$/.test(step) ? Number(step) : step));
    if (trouble && !path.startsWith('secretData')) values.error(steps, trouble);
  }
}

function inspectVersion(values: Inspection) {
  const path = values.text('image', 'version') ? ['image', 'version'] : ['image', 'tag'];
  const given = values.text(...path);
  if (!given) {
    values.warning(
      ['image'],
      'names no version (image.tag), so that a newer chart would upgrade SpiceDB and migrate the database by the way. Pin it.',
    );
    return;
  }
  const version = cleanVersion(given);
  const release = version ? knownRelease(version) : undefined;
  if (!version)
    values.error(
      path,
      `"${given}" does not say which SpiceDB it is. Set image.version to the version inside, for example v1.56.0.`,
    );
  else if (semver.lt(version, oldestVersion))
    values.error(path, `${given} is older than ${oldestVersion}, the oldest that the chart installs.`);
  else if (release?.yanked) values.error(path, `${given} was taken back by its makers; choose another.`);
  else if (!release)
    values.warning(path, `${given} is not known here; whether an upgrade to it is safe cannot be said.`);
  if (
    version &&
    values.text('config', 'migrations', 'schemaMode') &&
    supports(version, 'schemaMode') === false
  ) {
    values.error(
      ['config', 'migrations', 'schemaMode'],
      `needs v1.53.0 or newer, but the version is ${given}.`,
    );
  }
  inspectMigrations(values, Boolean(release));
}

function inspectMigrations(values: Inspection, versionIsKnown: boolean) {
  const engine = values.text('config', 'datastoreEngine') ?? 'memory';
  const target = values.text('config', 'migrations', 'targetMigration') ?? 'head';
  if (!versionIsKnown || !isEngine(engine) || engine === 'memory' || target === 'head') return;
  const allowed = values.at('config', 'migrations', 'allowedMigrations');
  if (!revisionsOf(engine).includes(target)) {
    values.error(['config', 'migrations', 'targetMigration'], `"${target}" is no revision of ${engine}.`);
  } else if (!Array.isArray(allowed) || !allowed.includes(target)) {
    values.warning(
      ['config', 'migrations', 'targetMigration'],
      `pods only become ready on the newest revision of their version; list "${target}" in config.migrations.allowedMigrations if it is an older one.`,
    );
  }
}

function inspectDatastore(values: Inspection) {
  const engine = values.text('config', 'datastoreEngine') ?? 'memory';
  const inMemory = engine === 'memory';
  const rds = values.at('aws', 'rds', 'enabled') === true;
  const secret = values.text('existingSecret');
  if (!inMemory && !rds && !secret && !values.text('credentials', 'datastoreURI', 'secretName')) {
    values.error(
      ['config', 'datastoreEngine'],
      `${engine} needs a datastore URI: set existingSecret, or credentials.datastoreURI.secretName.`,
    );
  }
  if (!inMemory && !secret && !values.text('credentials', 'presharedKey', 'secretName')) {
    values.error(
      ['existingSecret'],
      'is not set, so that there is no preshared key. Name a Secret, or set credentials.presharedKey.secretName.',
    );
  }
  const replicas = values.at('credentials', 'readReplicaURIs', 'keys');
  if (Array.isArray(replicas) && replicas.length && engine !== 'postgres' && engine !== 'mysql') {
    values.error(
      ['credentials', 'readReplicaURIs', 'keys'],
      `only postgres and mysql have read replicas, not ${engine}.`,
    );
  }
  if (rds) {
    for (const key of ['hostname', 'username']) {
      if (!values.text('aws', 'rds', key))
        values.error(['aws', 'rds', key], 'is needed to connect to the database with IAM.');
    }
    if (!values.text('aws', 'region')) values.error(['aws', 'region'], 'is needed to sign tokens for RDS.');
    if (engine !== 'postgres' && engine !== 'mysql') {
      values.error(
        ['aws', 'rds', 'enabled'],
        `SpiceDB logs in with IAM to postgres and mysql only, not to ${engine}.`,
      );
    }
  }
  if (values.at('aws', 'podIdentity', 'enabled') === true && values.text('aws', 'irsa', 'roleArn')) {
    values.error(
      ['aws', 'irsa', 'roleArn'],
      'and aws.podIdentity are two ways to the same thing; set one of them.',
    );
  }
}

function inspectTls(values: Inspection) {
  const on = values.at('config', 'tls', 'enabled') === true;
  const issued = values.at('certManager', 'enabled') === true;
  const memory = (values.text('config', 'datastoreEngine') ?? 'memory') === 'memory';
  const dispatch = values.at('config', 'dispatch', 'enabled') ?? 'auto';
  const ring = dispatch === true || (dispatch === 'auto' && !memory);
  const serves = (endpoint: string, otherwise = true) =>
    on && (values.at('config', 'tls', endpoint, 'enabled') ?? otherwise) === true;
  const ca = values.text('config', 'dispatch', 'upstreamCASecretName');
  if (ring && serves('dispatch') && !ca && !issued) {
    values.error(
      ['config', 'dispatch'],
      'pods serve TLS to each other but have no CA (upstreamCASecretName): every check would hang.',
    );
  }
  if (ring && ca && !serves('dispatch')) {
    values.error(
      ['config', 'dispatch', 'upstreamCASecretName'],
      'pods would speak TLS to each other, but do not serve it (config.tls): every check would hang.',
    );
  }
  const endpoints: [string, boolean][] = [
    ['grpc', serves('grpc')],
    ['http', serves('http') && values.at('config', 'http', 'enabled') === true],
    ['dispatch', serves('dispatch') && ring],
    ['metrics', serves('metrics', false)],
  ];
  for (const [endpoint, needed] of endpoints) {
    const secret =
      values.text('config', 'tls', endpoint, 'secretName') ?? values.text('config', 'tls', 'secretName');
    if (needed && !secret && !issued) {
      values.error(
        ['config', 'tls', endpoint],
        'needs a certificate: set config.tls.secretName, or certManager.enabled.',
      );
    }
  }
  if (issued && !on)
    values.error(
      ['certManager', 'enabled'],
      'makes certificates that nothing uses. Set config.tls.enabled as well.',
    );
  if (issued && !values.text('certManager', 'issuerRef', 'name')) {
    values.error(['certManager', 'issuerRef', 'name'], 'is needed to ask for a certificate.');
  }
}

function inspectScaling(values: Inspection) {
  if (values.at('autoscaling', 'enabled') !== true) return;
  const least = values.at('autoscaling', 'minReplicas') ?? 2;
  const most = values.at('autoscaling', 'maxReplicas') ?? 10;
  if (Number(least) > Number(most)) {
    values.error(
      ['autoscaling', 'minReplicas'],
      `is ${shown(least)}, more than maxReplicas (${shown(most)}).`,
    );
  }
  if (typeof values.at('config', 'replicas') === 'number') {
    values.warning(['config', 'replicas'], 'has no effect while autoscaling is on.');
  }
}

function inspectReach(values: Inspection) {
  const ingress = values.at('ingress', 'enabled') === true;
  if (ingress && !values.text('ingress', 'grpcHost') && !values.text('ingress', 'httpHost')) {
    values.error(['ingress', 'grpcHost'], 'is needed to reach SpiceDB.');
  }
  if (ingress && values.text('ingress', 'httpHost') && values.at('config', 'http', 'enabled') !== true) {
    values.error(
      ['ingress', 'httpHost'],
      'names a host for the HTTP gateway, which is off. Set config.http.enabled.',
    );
  }
  const parents = values.at('gateway', 'parentRefs');
  if (values.at('gateway', 'enabled') === true && (!Array.isArray(parents) || parents.length === 0)) {
    values.error(['gateway', 'parentRefs'], 'is needed to attach routes to a Gateway.');
  }
}

const shown = (value: unknown) => String(value);
