import { own } from '../editing/steps';
import { isMapValue } from '../editing/YamlChange';
import { Ledger } from './Ledger';
import { configRules, passThrough } from './operatorConfig';
import { importPatches } from './patches';
import type { Rules } from './rules';
import { cannot, follow, keepAs, needless, textAs } from './rules';

const specRules: Rules = {
  secretName: textAs('existingSecret'),
  version: (value, key, ledger) => {
    if (ledger.at('image.tag') === undefined) ledger.kept(key, 'image.tag', value);
    else ledger.lost(key, 'config.image names a tag already, which counts.');
  },
  channel: cannot(
    'Versions are chosen one by one here: an upgrade is a pull request that says what it does to the database.',
  ),
  baseImage: (value, key, ledger) => {
    if (ledger.at('image.repository') === undefined) ledger.kept(key, 'image.repository', value);
    else ledger.lost(key, 'config.image names a repository already, which counts.');
  },
  'credentials.datastoreURI.secretName': keepAs('credentials.datastoreURI.secretName'),
  'credentials.datastoreURI.key': keepAs('credentials.datastoreURI.key'),
  'credentials.datastoreURI.skip': (value, key, ledger) =>
    value === true
      ? ledger.lost(
          key,
          'Every engine but memory needs a URI here. For RDS without a password set aws.rds, for Spanner put the database into the Secret.',
        )
      : ledger.needless(key, 'Is so anyway.'),
  'credentials.presharedKey.secretName': keepAs('credentials.presharedKey.secretName'),
  'credentials.presharedKey.key': keepAs('credentials.presharedKey.key'),
  'credentials.presharedKey.skip': (value, key, ledger) =>
    value === true
      ? ledger.lost(key, 'SpiceDB does not start without a preshared key.')
      : ledger.needless(key, 'Is so anyway.'),
  'credentials.migrationSecrets': cannot(
    'SpiceDB has no setting of that name (SPICEDB_SECRETS). A URI for migrations alone goes into credentials.migrationDatastoreURI.',
  ),
  patches: (value, key, ledger) => importPatches(value, key, ledger),
};

/** A SpiceDBCluster of the operator, as values of the chart. */
export function importSpiceDBCluster(manifest: Record<string, unknown>): Ledger {
  const ledger = new Ledger();
  const spec = isMapValue(manifest.spec) ? manifest.spec : {};
  const { config, ...rest } = spec;
  follow(configRules, config ?? {}, ['spec', 'config'], ledger, passThrough);
  follow(specRules, rest, ['spec'], ledger, cannot('The chart has nothing for it.'));
  importRest(manifest, ledger);
  settleTls(ledger, own(config, 'dispatchUpstreamCAFilePath') !== undefined);
  settleMemory(ledger);
  return ledger;
}

function importRest(manifest: Record<string, unknown>, ledger: Ledger) {
  const rules: Rules = {
    'metadata.name': needless(
      'Is the name of the instance, if the same is given in the form: then clients find the same Service.',
    ),
    'metadata.namespace': needless('Is the namespace of the instance, as the form has it.'),
    'metadata.labels': cannot('The operator does not pass them on either; commonLabels would.'),
    'metadata.annotations': cannot('The operator does not pass them on either; commonAnnotations would.'),
    apiVersion: needless('Says what the manifest is.'),
    kind: needless('Says what the manifest is.'),
    'status.image': (value, key, ledger_) => {
      const tag = /:(v\d+\.\d+\.\d+)/.exec(String(value))?.[1];
      if (tag && ledger_.at('image.tag') === undefined)
        ledger_.translated(
          key,
          { 'image.tag': tag },
          'Is the version that runs now; the manifest names none.',
        );
      else ledger_.needless(key, 'Says what runs now.');
    },
    status: needless('Says what is so now, not what is wanted.'),
  };
  const { spec: _spec, status, ...rest } = manifest;
  follow(rules, rest, [], ledger, needless('Is written by Kubernetes.'));
  if (isMapValue(status)) {
    const { image, ...others } = status;
    if (image !== undefined) rules['status.image'](image, ['status', 'image'], ledger);
    if (Object.keys(others).length) rules.status(others, ['status'], ledger);
  }
}

/** The operator lets dispatch serve TLS to pods that have no CA and so speak plaintext; the chart refuses what cannot work. */
function settleTls(ledger: Ledger, namesCaFile: boolean) {
  const dispatches =
    ledger.at('config.dispatch.enabled') !== false && ledger.at('config.datastoreEngine') !== 'memory';
  const serves = ledger.at('config.tls.enabled') === true;
  const ca = ledger.at('config.dispatch.upstreamCASecretName');
  const at = (name: string) => ['spec', 'config', name];
  if (serves && !ca && dispatches) {
    ledger.translated(
      at('tlsSecretName'),
      { 'config.tls.dispatch.enabled': false },
      'Pods served TLS to each other but had no CA, so that every check between them would hang. They speak plaintext to each other here; set config.dispatch.upstreamCASecretName and turn config.tls.dispatch on to encrypt that too.',
    );
  }
  if (ca && !serves && dispatches) {
    ledger.unset('config.dispatch.upstreamCASecretName');
    ledger.unset('config.dispatch.upstreamCAKey');
    ledger.lost(
      at('dispatchUpstreamCASecretName'),
      'Pods do not serve TLS (tlsSecretName), so that with a CA every check between them would hang. It is left out.',
    );
  } else if (ca && !namesCaFile) {
    ledger.translated(
      at('dispatchUpstreamCASecretName'),
      { 'config.dispatch.upstreamCAKey': 'tls.crt' },
      "The operator reads tls.crt from that Secret, unlike the chart's default (ca.crt).",
    );
  }
}

function settleMemory(ledger: Ledger) {
  if (ledger.at('config.datastoreEngine') !== 'memory' || ledger.at('config.dispatch.enabled') !== true)
    return;
  ledger.set('config.dispatch.enabled', false);
  ledger.lost(
    ['spec', 'config', 'dispatchEnabled'],
    'The memory engine has nothing to share; the operator turns it off as well.',
  );
}
