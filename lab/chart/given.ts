/** How scenarios about the chart begin: a release by helm, with a database and a Secret of its own. */
import { SPICEDB_NEWEST } from '../pins.ts';
import { expect } from '../stage/expectation.ts';
import type { Values } from '../stage/instance.ts';
import type { Stage } from '../stage/stage.ts';
import {
  authoritySecret,
  makeAuthority,
  makeCertificate,
  namesOf,
  tlsSecret,
  type KeyPair,
} from './certificates.ts';

export const onPostgres = (replicas: number, more: Values = {}): Values => ({
  config: { datastoreEngine: 'postgres', replicas, ...more },
});

/** What a team makes before it installs: the namespace, the database, and the Secret. */
export async function givenDatabase(stage: Stage): Promise<void> {
  await stage.emptyNamespace();
  await stage.emptyDatabase();
  await stage.secret();
}

export async function givenRelease(stage: Stage, values: Values, version = SPICEDB_NEWEST): Promise<void> {
  const { ok, output } = await stage.helm.install(version, values, { wait: true, timeout: '120s' });
  expect(ok, 'helm installs the release and its pods become ready', output);
}

/** Three pods that serve, as a Deployment and on a database of their own. */
export async function givenRing(stage: Stage): Promise<void> {
  await givenDatabase(stage);
  await givenRelease(stage, onPostgres(3));
}

export async function givenUpgrade(
  stage: Stage,
  change: (values: Values) => Values,
  args: string[] = [],
): Promise<void> {
  const { ok, output } = await stage.helm.upgrade(change, { wait: true, timeout: '150s', args });
  expect(ok, 'helm upgrades the release and its pods become ready', output);
}

const CERTIFICATE = 'spicedb-tls';
export const AUTHORITY = 'spicedb-ca';

/** The values and Secrets of TLS on gRPC, HTTP and dispatch; gives back the authority behind them. */
export async function givenCertificates(stage: Stage): Promise<{ authority: KeyPair; config: Values }> {
  const authority = await makeAuthority('spicedb-ca');
  const pair = await makeCertificate(authority, Object.values(namesOf(stage)));
  stage.secrets.push(authority.key, pair.key);
  await tlsSecret(stage, CERTIFICATE, pair, authority);
  await authoritySecret(stage, AUTHORITY, authority);
  return {
    authority,
    config: {
      tls: { enabled: true, secretName: CERTIFICATE },
      dispatch: { upstreamCASecretName: AUTHORITY },
    },
  };
}
