import type { Rules } from './rules';
import { cannot, keepAs, needless, switchAs, textAs } from './rules';
import { usual } from './usualRules';

/** The values of pschichtel/spicedb. */
export const pschichtel: Rules = {
  ...usual,
  'image.registry': (value, key, ledger) => {
    const repository = String(ledger.at('image.repository') ?? 'authzed/spicedb');
    ledger.translated(
      key,
      { 'image.repository': `${value}/${repository}` },
      'Is the first part of image.repository here.',
    );
  },
  deploymentStrategy: cannot(
    'Pods are always replaced one after the other here (workload.maxSurge), and never fewer than wanted serve.',
  ),
  'ingress.host': keepAs('ingress.grpcHost'),
  'ingress.tls': needless('Follows from ingress.tlsSecretName.'),
  'ingress.tlsSecretName': keepAs('ingress.tlsSecretName'),
  'spicedb.logLevel': keepAs('config.logLevel'),
  'spicedb.logFormat': keepAs('config.logFormat'),
  'spicedb.httpEnabled': switchAs('config.http.enabled'),
  'spicedb.dispatchClusterEnabled': switchAs('config.dispatch.enabled'),
  'spicedb.shutdownGracePeriod': textAs('config.shutdownGracePeriod'),
  'spicedb.datastore.engine': keepAs('config.datastoreEngine'),
  'spicedb.datastore.connectionUri.secretName': textAs('credentials.datastoreURI.secretName'),
  'spicedb.datastore.connectionUri.secretKey': textAs('credentials.datastoreURI.key'),
  'spicedb.datastore.readReplica.enabled': needless('Follows from credentials.readReplicaURIs.keys.'),
  'spicedb.datastore.readReplica.connectionUri.secretName': textAs('credentials.readReplicaURIs.secretName'),
  'spicedb.datastore.readReplica.connectionUri.secretKey': (value, key, ledger) =>
    ledger.kept(key, 'credentials.readReplicaURIs.keys', [String(value)]),
  'spicedb.grpcPresharedKey.secretName': textAs('credentials.presharedKey.secretName'),
  'spicedb.grpcPresharedKey.secretKey': textAs('credentials.presharedKey.key'),
  'metrics.enabled': needless('SpiceDB serves metrics in any case.'),
  'metrics.serviceMonitor.enabled': switchAs('monitoring.enabled'),
};
