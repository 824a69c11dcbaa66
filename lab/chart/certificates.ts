/** Authorities and certificates of a scenario, as a team makes them by hand. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../commands.ts';
import { apply, KINDS } from '../kube.ts';
import type { Stage } from '../stage/stage.ts';

export interface KeyPair {
  certificate: string;
  key: string;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

async function inFolder<T>(
  work: (openssl: (...args: string[]) => Promise<string>, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-certificates-'));
  try {
    return await work((...args) => run('openssl', args, { cwd: folder }), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pairIn = (folder: string, name: string): KeyPair => ({
  certificate: readFileSync(join(folder, `${name}.crt`), 'utf8'),
  key: readFileSync(join(folder, `${name}.key`), 'utf8'),
});

export const makeAuthority = (name: string): Promise<KeyPair> =>
  inFolder(async (openssl, folder) => {
    const out = ['-keyout', 'ca.key', '-out', 'ca.crt', '-days', '30', '-subj', `/CN=${name}`];
    await openssl('req', '-x509', ...NEW_KEY, ...out);
    return pairIn(folder, 'ca');
  });

/** A certificate for a server that is called by these names, or at these addresses. */
export const makeCertificate = (
  authority: KeyPair,
  names: string[],
  addresses: string[] = [],
): Promise<KeyPair> =>
  inFolder(async (openssl, folder) => {
    writeFileSync(join(folder, 'ca.crt'), authority.certificate);
    writeFileSync(join(folder, 'ca.key'), authority.key, { mode: 0o600 });
    const called = [...names.map(name => `DNS:${name}`), ...addresses.map(address => `IP:${address}`)];
    writeFileSync(join(folder, 'names'), `subjectAltName=${called.join(',')}\n`);
    await openssl('req', ...NEW_KEY, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=spicedb');
    const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30'];
    await openssl('x509', '-req', '-in', 'tls.csr', ...signed, '-extfile', 'names', '-out', 'tls.crt');
    return pairIn(folder, 'tls');
  });

/** The Secret of a certificate, with its authority beside it as cert-manager would put it. */
export const tlsSecret = (stage: Stage, name: string, pair: KeyPair, authority: KeyPair) =>
  apply(KINDS.secret, {
    metadata: { name, namespace: stage.namespace },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.crt': pair.certificate, 'tls.key': pair.key, 'ca.crt': authority.certificate },
  });

/** The Secret that holds nothing but the authority whom members trust. */
export const authoritySecret = (stage: Stage, name: string, authority: KeyPair) =>
  apply(KINDS.secret, {
    metadata: { name, namespace: stage.namespace },
    stringData: { 'ca.crt': authority.certificate },
  });

/** The names that the chart's documentation asks a certificate to carry. */
export const namesOf = ({ name, namespace }: Stage) => ({
  dispatch: `${name}-dispatch.${namespace}`,
  service: `${name}.${namespace}`,
  full: `${name}.${namespace}.svc.cluster.local`,
});
