import type { YamlPath } from '../editing/YamlChange';
import { isMapValue } from '../editing/YamlChange';
import type { Ledger } from './Ledger';
import type { Rule, Rules } from './rules';
import { asSwitch, cannot, countAs, keepAs, needless, switchAs, textAs } from './rules';

const secretOfItsOwn = cannot(
  'Belongs into the Secret; the operator drops it as well. Name the key of the Secret in credentials.',
);

/** `spec.config` of a SpiceDBCluster: the keys that mean something to the operator, then those of SpiceDB for which the chart has a value. */
export const configRules: Rules = {
  image: (value, key, ledger) =>
    ledger.translated(key, imageParts(String(value)), 'Is split into repository, tag and digest.'),
  envPrefix: prefixRule('SPICEDB', 'variables'),
  cmd: prefixRule('spicedb', 'the command'),
  replicas: countAs('config.replicas'),
  logLevel: keepAs('config.logLevel'),
  migrationLogLevel: textAs('config.migrations.logLevel'),
  datastoreEngine: keepAs('config.datastoreEngine'),
  datastoreTLSSecretName: (value, key, ledger) =>
    ledger.translated(
      key,
      { 'config.datastore.tls.secretName': value },
      'Is mounted at /etc/spicedb/tls/datastore instead of /spicedb-db-tls: change sslrootcert (sslcert, sslkey) in the URI of the Secret.',
    ),
  spannerCredentials: textAs('config.datastore.spanner.credentialsSecretName'),
  skipMigrations: switchAs('config.migrations.enabled', { reversed: true }),
  tlsSecretName: (value, key, ledger) =>
    ledger.translated(
      key,
      { 'config.tls.enabled': true, 'config.tls.secretName': value },
      'One Secret for all endpoints, as before.',
    ),
  skipTLSWarning: needless('Silences a warning of the operator, which is not needed any more.'),
  dispatchEnabled: switchAs('config.dispatch.enabled'),
  dispatchUpstreamCASecretName: textAs('config.dispatch.upstreamCASecretName'),
  dispatchUpstreamCAFilePath: textAs('config.dispatch.upstreamCAKey'),
  telemetryCASecretName: (value, key, ledger) =>
    ledger.translated(
      key,
      {
        extraVolumes: [{ name: 'telemetry-ca', secret: { secretName: value } }],
        extraVolumeMounts: [{ name: 'telemetry-ca', mountPath: '/telemetry-tls', readOnly: true }],
        'config.extra': { telemetryCaOverridePath: '/telemetry-tls/tls.crt' },
        'config.telemetry.enabled': true,
      },
      'Is a volume and a setting here.',
    ),
  extraPodLabels: (value, key, ledger) => metadata(value, key, ledger, 'podLabels'),
  extraPodAnnotations: (value, key, ledger) => metadata(value, key, ledger, 'podAnnotations'),
  extraServiceAccountAnnotations: (value, key, ledger) =>
    metadata(value, key, ledger, 'serviceAccount.annotations'),
  serviceAccountName: textAs('serviceAccount.name'),
  projectLabels: cannot('The chart does not write labels of the pod into files; SpiceDB does not need them.'),
  projectAnnotations: cannot(
    'The chart does not write annotations of the pod into files; SpiceDB does not need them.',
  ),
  'pdb.disabled': switchAs('podDisruptionBudget.enabled', { reversed: true }),
  'pdb.maxUnavailable': keepAs('podDisruptionBudget.maxUnavailable'),
  'pdb.minAvailable': keepAs('podDisruptionBudget.minAvailable'),
  targetMigration: cannot('Had no effect: the operator takes the migration from its own update graph.'),
  datastoreMigrationPhase: cannot('Had no effect: the operator takes the phase from its own update graph.'),
  terminationLogPath: needless('The chart sets it as Kubernetes wants it.'),
  ...tlsPaths(),

  datastoreConnUri: secretOfItsOwn,
  grpcPresharedKey: secretOfItsOwn,
  presharedKey: secretOfItsOwn,
  preshared_key: secretOfItsOwn,
  datastore_uri: secretOfItsOwn,
  datastoreReadReplicaConnUri: cannot(
    'Is an address with credentials. Put it into the Secret, and name its key in credentials.readReplicaURIs.keys.',
  ),
  datastoreCredentialsProviderName: (value, key, ledger) => {
    if (value !== 'aws-iam') ledger.kept(key, 'config.extra.datastoreCredentialsProviderName', value);
    else {
      ledger.translated(
        key,
        { 'aws.rds.enabled': true },
        'The chart builds the URI itself and uses IAM in migrations too: set aws.region and aws.rds (hostname, username, database), as the URI in the Secret has them.',
      );
    }
  },
  httpEnabled: switchAs('config.http.enabled'),
  logFormat: keepAs('config.logFormat'),
  grpcShutdownGracePeriod: textAs('config.shutdownGracePeriod'),
  dispatchClusterEnabled: switchAs('config.dispatch.enabled'),
  dispatchUpstreamAddr: (value, key, ledger) =>
    String(value).startsWith('dns:')
      ? ledger.translated(
          key,
          { 'config.dispatch.resolver': 'dns' },
          'The chart knows the address of its ring; it is asked by DNS, as before.',
        )
      : ledger.needless(key, 'The chart knows the address of its own ring.'),
  dispatchUpstreamTimeout: textAs('config.dispatch.upstreamTimeout'),
  datastoreConnPoolReadMaxOpen: countAs('config.datastore.connectionPool.readMaxOpen'),
  datastoreConnPoolWriteMaxOpen: countAs('config.datastore.connectionPool.writeMaxOpen'),
  datastoreMysqlTablePrefix: textAs('config.datastore.mysql.tablePrefix'),
  datastoreSpannerEmulatorHost: textAs('config.datastore.spanner.emulatorHost'),
  datastoreAllowedMigrations: (value, key, ledger) =>
    ledger.kept(
      key,
      'config.migrations.allowedMigrations',
      Array.isArray(value)
        ? value.map(String)
        : String(value)
            .split(',')
            .map(part => part.trim()),
    ),
  experimentalSchemaMode: textAs('config.migrations.schemaMode'),
  telemetryEndpoint: (value, key, ledger) =>
    ledger.translated(
      key,
      { 'config.telemetry.enabled': true, 'config.telemetry.endpoint': value },
      'Telemetry is off unless it is turned on here.',
    ),
  skipReleaseCheck: switchAs('config.releaseCheck.enabled', { reversed: true }),
  otelProvider: keepAs('config.openTelemetry.provider'),
  otelEndpoint: textAs('config.openTelemetry.endpoint'),
  otelInsecure: switchAs('config.openTelemetry.insecure'),
  otelSampleRatio: (value, key, ledger) =>
    ledger.kept(key, 'config.openTelemetry.sampleRatio', Number(value)),
  otelServiceName: textAs('config.openTelemetry.serviceName'),
};

/** A setting of SpiceDB that the chart has no value of its own for. */
export const passThrough: Rule = (value, key, ledger) => {
  const name = String(key[key.length - 1]);
  if (!/^[a-z][a-z0-9]*$/i.test(name)) {
    ledger.lost(key, 'Is no name that a setting of SpiceDB could have.');
  } else if (isMapValue(value) || Array.isArray(value)) {
    ledger.lost(
      key,
      'Is neither known to the operator nor a plain value that could be handed on to SpiceDB.',
    );
  } else if (/TLS(Key|Cert)Path$/i.test(name)) {
    ledger.lost(key, 'Names a file that the chart does not mount there. Set config.tls for that endpoint.');
  } else {
    ledger.kept(key, `config.extra.${name}`, value);
  }
};

function prefixRule(usual: string, what: string): Rule {
  return (value, key, ledger) =>
    value === usual
      ? ledger.needless(key, 'Is what the chart uses anyway.')
      : ledger.lost(
          key,
          `The chart has the usual name for ${what} (${usual}) only, as the images of SpiceDB do.`,
        );
}

function tlsPaths(): Rules {
  const rules: Rules = {};
  for (const [name, endpoint] of Object.entries({
    grpc: 'grpc',
    http: 'http',
    dispatchCluster: 'dispatch',
  })) {
    for (const [part, value] of Object.entries({ Key: 'keyKey', Cert: 'certKey' })) {
      rules[`${name}TLS${part}Path`] = (path, key, ledger) => {
        const file = /^\/tls\/([-._a-zA-Z0-9]+)$/.exec(String(path))?.[1];
        if (file)
          ledger.translated(
            key,
            { [`config.tls.${endpoint}.${value}`]: file },
            'Is the key of the Secret here, and not a path.',
          );
        else
          ledger.lost(
            key,
            'Names a file outside of the Secret tlsSecretName; the chart mounts Secrets only.',
          );
      };
    }
  }
  for (const part of ['Key', 'Cert']) {
    rules[`dashboardTLS${part}Path`] = cannot('SpiceDB has no dashboard any more.');
  }
  return rules;
}

export function imageParts(image: string): Record<string, string> {
  const [named, digest] = image.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return {
    'image.repository': colon < 0 ? named : named.slice(0, colon),
    ...(colon < 0 ? {} : { 'image.tag': named.slice(colon + 1) }),
    ...(digest ? { 'image.digest': digest } : {}),
  };
}

const role = 'eks.amazonaws.com/role-arn';
const labelsOfChart =
  /^(app\.kubernetes\.io\/(name|instance|component|version|managed-by)|helm\.sh\/chart|backstage\.io\/kubernetes-id)$/;

/** Labels and annotations, as a map or as `a=b,c=d`. */
export function metadata(value: unknown, key: YamlPath, ledger: Ledger, to: string) {
  const pairs = isMapValue(value)
    ? Object.entries(value)
    : String(value)
        .split(',')
        .map(pair => pair.split(/=(.*)/s).map(part => part.trim()));
  for (const [name, content = ''] of pairs as [string, unknown][]) {
    const here = [...key, name];
    if (to === 'podLabels' && labelsOfChart.test(name))
      ledger.lost(here, 'The chart sets this label itself.');
    else if (to === 'serviceAccount.annotations' && name === role) {
      ledger.translated(
        here,
        { 'aws.irsa.roleArn': content },
        'Is the role for IRSA here; migrations use it too.',
      );
    } else {
      ledger.set(to, {
        [name]: typeof content === 'string' ? content : String(asSwitch(content) ?? content),
      });
      ledger.notes.push({
        key: here.join('.'),
        fate: 'translated',
        to: [to],
        message: `Stands in ${to} here.`,
      });
    }
  }
}
