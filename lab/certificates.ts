import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { run } from './commands.ts';
import { NODE_ADDRESS } from './enclosure.ts';
import { FIRST_NODE } from './nodes.ts';
import type { LabNode } from './nodes.ts';
import { ADMIN_KUBECONFIG, inState } from './paths.ts';

export const PKI = inState('pki');
export const pki = (name: string) => join(PKI, name);
export const API_SERVER = `https://${NODE_ADDRESS}:6443`;
export const SERVICE_OF_KUBERNETES = '10.96.0.1';

const openssl = (args: string[]) => run('openssl', args, { cwd: PKI });
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const DAYS = ['-days', '30'];

async function makeAuthority(): Promise<void> {
  await openssl([
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    ...DAYS,
    '-subj',
    '/CN=lab-ca',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign,digitalSignature',
  ]);
}

async function sign(name: string, subject: string, extensions: string[]): Promise<void> {
  await openssl(['req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject]);
  writeFileSync(pki(`${name}.ext`), `${extensions.join('\n')}\n`);
  await openssl([
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-set_serial',
    `0x${randomBytes(8).toString('hex')}`,
    ...DAYS,
    '-out',
    `${name}.crt`,
    '-extfile',
    `${name}.ext`,
  ]);
  rmSync(pki(`${name}.csr`));
  rmSync(pki(`${name}.ext`));
}

const serverNames = (...names: string[]) => [
  `subjectAltName=${names.join(',')}`,
  'extendedKeyUsage=serverAuth',
];
const FOR_CLIENT = ['extendedKeyUsage=clientAuth'];

function kubeconfig(path: string, user: Record<string, string>): void {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'lab', cluster: { server: API_SERVER, 'certificate-authority': pki('ca.crt') } }],
    users: [{ name: 'lab', user }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'lab' } }],
    'current-context': 'lab',
  };
  writeFileSync(path, JSON.stringify(config, null, 2), { mode: 0o600 });
}

/** Who may speak to the API server with a token; everybody's kubeconfig is made from it. */
const TOKEN_USERS = [
  { file: 'admin', user: 'lab-admin', groups: 'system:masters' },
  { file: 'controllers', user: 'system:kube-controller-manager', groups: '' },
  { file: 'scheduler', user: 'system:kube-scheduler', groups: '' },
  { file: 'proxy', user: 'system:kube-proxy', groups: '' },
  { file: 'coredns', user: 'lab-coredns', groups: '' },
  { file: 'policies', user: 'lab-policies', groups: '' },
];

/** What a node shows to those who call it, and by what it is known to the API server. */
export const certificatesOf = ({ name }: LabNode) => ({
  server: `kubelet-${name}-server`,
  client: `kubelet-${name}-client`,
  kubeconfig: pki(`kubelet-${name}.kubeconfig`),
});

export async function ensureCertificatesOf(node: LabNode): Promise<void> {
  const { name, address } = node;
  const { server, client, kubeconfig: path } = certificatesOf(node);
  if (existsSync(path)) return;
  await Promise.all([
    sign(server, `/CN=${name}`, serverNames(`DNS:${name}`, 'IP:127.0.0.1', `IP:${address}`)),
    sign(client, `/O=system:nodes/CN=system:node:${name}`, FOR_CLIENT),
  ]);
  kubeconfig(path, {
    'client-certificate': pki(`${client}.crt`),
    'client-key': pki(`${client}.key`),
  });
}

const COMPLETE = pki('complete');

/** Makes the authority, certificates, tokens and kubeconfigs of this one lab, anew with each lab. */
export async function ensureCertificates(): Promise<void> {
  if (existsSync(COMPLETE)) return;
  rmSync(PKI, { recursive: true, force: true });
  mkdirSync(PKI, { recursive: true, mode: 0o700 });
  await makeAuthority();
  const kubernetes = ['', '.default', '.default.svc', '.default.svc.cluster.local'];
  await Promise.all([
    sign(
      'apiserver',
      '/CN=kube-apiserver',
      serverNames(
        'DNS:localhost',
        ...kubernetes.map(end => `DNS:kubernetes${end}`),
        'IP:127.0.0.1',
        `IP:${SERVICE_OF_KUBERNETES}`,
        `IP:${NODE_ADDRESS}`,
      ),
    ),
    sign('apiserver-kubelet-client', '/O=system:masters/CN=kube-apiserver-kubelet-client', FOR_CLIENT),
    ensureCertificatesOf(FIRST_NODE),
    openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'sa.key']).then(() =>
      openssl(['ec', '-in', 'sa.key', '-pubout', '-out', 'sa.pub']),
    ),
  ]);
  const tokens = TOKEN_USERS.map(entry => ({ ...entry, token: randomBytes(24).toString('hex') }));
  const rows = tokens.map(({ token, user, groups }, id) =>
    [token, user, String(id + 1), ...(groups ? [`"${groups}"`] : [])].join(','),
  );
  writeFileSync(pki('tokens.csv'), `${rows.join('\n')}\n`, { mode: 0o600 });
  for (const { file, token } of tokens) kubeconfig(pki(`${file}.kubeconfig`), { token });
  const [admin] = tokens;
  writeFileSync(pki('admin.token'), admin?.token ?? '', { mode: 0o600 });
  writeFileSync(COMPLETE, ADMIN_KUBECONFIG);
}
