import { valueAt } from '../editing/steps';
import type { YamlPath } from '../editing/YamlChange';
import type { Ledger } from './Ledger';
import type { Rule, Rules } from './rules';
import { cannot, countAs, keepAs, listBy, needless, switchAs, textAs } from './rules';
import { same, usual } from './usualRules';

const inUri = cannot(
  'Belongs into the datastore URI, and that into the Secret that existingSecret names (key datastore_uri).',
);
const dropped = cannot(
  'The chart has no such path: it mounts Secrets at places of its own, and takes only the names of their keys.',
);

/** The values of salekseev/spicedb, version 2. */
export const salekseev: Rules = {
  ...usual,
  'updateStrategy.rollingUpdate.maxSurge': keepAs('workload.maxSurge'),
  'updateStrategy.rollingUpdate.maxUnavailable': cannot(
    'Is always 0 here: the chart never goes below the wanted number of pods.',
  ),
  'updateStrategy.type': needless('Is RollingUpdate here as well.'),
  'probes.startup': cannot(
    'There is no startup probe here: liveness looks at the port only, and readiness waits for the migration.',
  ),
  ...probes('liveness'),
  ...probes('readiness'),
  'logging.level': keepAs('config.logLevel'),
  'logging.format': keepAs('config.logFormat'),
  ...same('config.datastoreEngine', 'config.logLevel'),
  'config.replicas': countAs('config.replicas'),
  'config.existingSecret': secretAs('existingSecret'),
  'config.autogenerateSecret': cannot(
    'The chart makes up no key that lasts: a key that is made anew with each rendering would change under Argo CD. Name a Secret in existingSecret.',
  ),
  ...Object.fromEntries(
    ['hostname', 'port', 'username', 'database', 'sslMode', 'sslRootCert', 'sslCert', 'sslKey'].map(name => [
      `config.datastore.${name}`,
      inUri,
    ]),
  ),
  'tls.enabled': keepAs('config.tls.enabled'),
  ...Object.fromEntries(
    ['grpc', 'http', 'dispatch'].flatMap(endpoint => [
      [`tls.${endpoint}.secretName`, keepAs(`config.tls.${endpoint}.secretName`)],
      [`tls.${endpoint}.certPath`, fileAs(`config.tls.${endpoint}.certKey`)],
      [`tls.${endpoint}.keyPath`, fileAs(`config.tls.${endpoint}.keyKey`)],
      [
        `tls.${endpoint}.caPath`,
        endpoint === 'dispatch'
          ? needless(
              'Is config.dispatch.upstreamCAKey here; the CA comes from config.dispatch.upstreamCASecretName.',
            )
          : cannot('SpiceDB does not check the certificates of clients; for mutual TLS use a service mesh.'),
      ],
    ]),
  ),
  'tls.datastore.secretName': (value, key, ledger) =>
    ledger.translated(
      key,
      { 'config.datastore.tls.secretName': value },
      'Is mounted at /etc/spicedb/tls/datastore; name ca.crt there in the URI of the Secret (sslrootcert).',
    ),
  'tls.datastore.caPath': dropped,
  'dispatch.enabled': switchAs('config.dispatch.enabled'),
  'dispatch.upstreamCASecretName': textAs('config.dispatch.upstreamCASecretName'),
  'dispatch.upstreamCAPath': fileAs('config.dispatch.upstreamCAKey'),
  'dispatch.clusterName': cannot('SpiceDB has no name for its cluster; the variable had no effect.'),
  'migrations.enabled': keepAs('config.migrations.enabled'),
  'migrations.logLevel': keepAs('config.migrations.logLevel'),
  'migrations.targetMigration': keepAs('config.migrations.targetMigration'),
  'migrations.targetPhase': cannot('`spicedb datastore migrate` has no phases; the Job would have failed.'),
  'migrations.resources': keepAs('config.migrations.resources'),
  'migrations.tracking': needless(
    'The chart puts a hash of the migration on the Job and the workload by itself.',
  ),
  'migrations.validation': needless('The chart refuses wrong steps between versions by itself.'),
  'migrations.cleanup': cannot('The last migration stays visible until the next one replaces it.'),
  'monitoring.enabled': cannot(
    'Sets annotations for scraping, which this chart does not write; see monitoring.serviceMonitor.',
  ),
  'monitoring.serviceMonitor.enabled': (value, key, ledger) =>
    ledger.translated(
      key,
      { 'monitoring.enabled': value === true },
      'Turns monitoring on here, of which the ServiceMonitor is the first part.',
    ),
  ...same('monitoring.serviceMonitor.interval', 'monitoring.serviceMonitor.scrapeTimeout'),
  'monitoring.serviceMonitor.labels': keepAs('monitoring.labels'),
  'monitoring.serviceMonitor.additionalLabels': keepAs('monitoring.labels'),
  'monitoring.serviceMonitor.path': needless('Is /metrics in any case.'),
  'ingress.hosts': listBy(hosts),
  'ingress.tls': listBy((entries, key, ledger) => {
    const names = entries.map(entry => valueAt(entry, ['secretName'])).filter(Boolean);
    if (names.length === 1) ledger.kept(key, 'ingress.tlsSecretName', names[0]);
    else ledger.lost(key, 'One certificate for all hosts can be named here (ingress.tlsSecretName).');
  }),
  'networkPolicy.enabled': keepAs('networkPolicy.enabled'),
  'networkPolicy.ingressControllerNamespaceSelector': (value, key, ledger) =>
    ledger.translated(
      key,
      {
        'networkPolicy.grpcFrom': [{ namespaceSelector: value }],
        'networkPolicy.httpFrom': [{ namespaceSelector: value }],
      },
      'Stands in the lists of who may call.',
    ),
  'networkPolicy.prometheusNamespaceSelector': (value, key, ledger) =>
    ledger.translated(
      key,
      { 'networkPolicy.metricsFrom': [{ namespaceSelector: value }] },
      'Stands in the list of who may scrape.',
    ),
  'networkPolicy.databaseEgress.to': keepAs('networkPolicy.datastoreTo'),
  'networkPolicy.databaseEgress.ports': listBy((entries, key, ledger) =>
    ledger.kept(
      key,
      'networkPolicy.datastorePorts',
      entries.map(entry => Number(valueAt(entry, ['port']))),
    ),
  ),
  'networkPolicy.ingress': keepAs('networkPolicy.extraIngress'),
  'networkPolicy.egress': keepAs('networkPolicy.extraEgress'),
  operatorCompatibility: needless(
    'Adds marks for tools of that chart; the portal reads labels and annotations of its own.',
  ),
  'operatorStyle.enabled': needless('Its keys are imported when it is on.'),
  'operatorStyle.secretName': secretAs('existingSecret'),
  'operatorStyle.replicas': countAs('config.replicas'),
  'operatorStyle.tlsSecretName': (value, key, ledger) =>
    ledger.translated(
      key,
      { 'config.tls.enabled': true, 'config.tls.secretName': value },
      'One Secret for all endpoints, as before.',
    ),
  'operatorStyle.dispatchUpstreamCASecretName': textAs('config.dispatch.upstreamCASecretName'),
  'operatorStyle.datastoreEngine': keepAs('config.datastoreEngine'),
};

function probes(name: string): Rules {
  return {
    ...same(
      ...['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold'].map(
        timing => `probes.${name}.${timing}`,
      ),
    ),
    [`probes.${name}.enabled`]: cannot('Probes are always on here.'),
    [`probes.${name}.successThreshold`]: needless('Is 1 in any case.'),
  };
}

/** That chart calls the keys of its Secret otherwise. */
function secretAs(to: string): Rule {
  return (value, key, ledger) =>
    ledger.translated(
      key,
      {
        [to]: value,
        'credentials.presharedKey.key': 'preshared-key',
        'credentials.datastoreURI.key': 'datastore-uri',
      },
      'The keys of that Secret keep their names (preshared-key, datastore-uri).',
    );
}

function fileAs(to: string): Rule {
  return (value, key, ledger) =>
    ledger.translated(
      key,
      { [to]: String(value).split('/').pop() },
      'Is the key of the Secret here, and not a path.',
    );
}

function hosts(entries: unknown[], key: YamlPath, ledger: Ledger) {
  const isHttp = (port: unknown) => port === 'http' || port === 8443;
  entries.forEach((entry, index) => {
    const paths = valueAt(entry, ['paths']);
    const ports = Array.isArray(paths) ? paths.map(path => valueAt(path, ['servicePort'])) : [];
    const to = ports.length > 0 && ports.every(isHttp) ? 'ingress.httpHost' : 'ingress.grpcHost';
    const other = ports.filter(
      port => port !== undefined && port !== 'grpc' && port !== 50051 && !isHttp(port),
    );
    if (other.length || ledger.at(to) !== undefined) {
      ledger.lost(
        [...key, index],
        other.length
          ? `Leads to ${other.join(', ')}, which is not to be reached from outside here.`
          : 'One host for gRPC and one for the HTTP gateway can be named.',
      );
    } else ledger.kept([...key, index], to, valueAt(entry, ['host']));
  });
}
