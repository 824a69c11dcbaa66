/** Gives an account of a scenario a role of AWS, as a platform team does: the association and the database. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { authoritySecret, makeAuthority, makeCertificate } from '../chart/certificates.ts';
import { enter, NODE_ADDRESS } from '../enclosure.ts';
import { apply, KINDS, remove, resource } from '../kube.ts';
import { LAB } from '../paths.ts';
import { DATABASE_PORT, DATABASE_SOCKETS } from '../postgres.ts';
import type { Stage } from '../stage/stage.ts';
import type { Asked } from './credentials-endpoint.ts';
import { AGENT_ADDRESS } from './credentials-endpoint.ts';
import type { Attempt } from './database-door.ts';
import type { Happening, Role } from './stand-in.ts';

const WEBHOOKS = resource('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration');
const DATABASE = 'rds';
const PORT = 6543;
const WEBHOOK_PORT = 9443;

export interface Association {
  /** Values of the chart for this database. */
  rds: object;
  /** The Secret with the authority of the database. */
  authoritySecret: string;
  region: string;
  /** Who asked for credentials, and who tried to log in, until now. */
  asked: Asked[];
  logins: Attempt[];
}

/** Makes a name in the cluster for the door before PostgreSQL. */
async function publishDatabase(stage: Stage): Promise<void> {
  const metadata = { name: DATABASE, namespace: stage.namespace };
  const port = { name: 'postgres', port: PORT, protocol: 'TCP' };
  await apply(KINDS.service, { metadata, spec: { ports: [port] } });
  await apply(KINDS.endpoints, { metadata, subsets: [{ addresses: [{ ip: NODE_ADDRESS }], ports: [port] }] });
}

async function announceWebhook(stage: Stage, authority: string): Promise<void> {
  stage.afterwards(() => remove(WEBHOOKS, undefined, stage.name));
  await apply(WEBHOOKS, {
    metadata: { name: stage.name },
    webhooks: [
      {
        name: 'pod-identity.spicedb-portal.io',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Fail',
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': stage.namespace } },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        clientConfig: {
          url: `https://${NODE_ADDRESS}:${WEBHOOK_PORT}/`,
          caBundle: Buffer.from(authority).toString('base64'),
        },
      },
    ],
  });
}

async function start(stage: Stage, role: Role, hear: (what: Happening) => void): Promise<void> {
  await stage.inside('ip', ['addr', 'replace', `${AGENT_ADDRESS}/32`, 'dev', 'node0']);
  stage.afterwards(() => stage.inside('ip', ['addr', 'del', `${AGENT_ADDRESS}/32`, 'dev', 'node0']));
  const program = join(LAB, 'aws', 'stand-in.ts');
  const child = spawn('nsenter', [...enter('network'), process.execPath, '--no-warnings', program]);
  const ended = once(child, 'close');
  stage.afterwards(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  let trouble = '';
  child.stderr.on('data', chunk => (trouble += chunk));
  child.stdin.end(JSON.stringify(role));
  let ready = false;
  createInterface({ input: child.stdout }).on('line', line => {
    const what = JSON.parse(line) as Happening;
    if ('ready' in what) ready = true;
    else hear(what);
  });
  await stage.sees(
    'the stand-in of AWS listens',
    async () => {
      if (child.exitCode !== null) throw new Error(trouble.trim());
      return ready;
    },
    20_000,
  );
}

/** Associates a role with an account, and puts a database with IAM before the scenario's own. */
export async function associateRole(stage: Stage, account: string): Promise<Association> {
  const host = `${DATABASE}.${stage.namespace}`;
  const region = 'eu-central-1';
  const authority = await makeAuthority('rds-ca');
  const { certificate: cert, key } = await makeCertificate(authority, [host], [NODE_ADDRESS]);
  const secret = () => randomBytes(20).toString('hex');
  const credentials = { accessKeyId: secret(), secretAccessKey: secret(), sessionToken: secret() };
  stage.secrets.push(authority.key, key, ...Object.values(credentials));

  const association: Association = {
    rds: { enabled: true, hostname: host, port: PORT, username: stage.name, database: stage.name },
    authoritySecret: 'rds-ca',
    region,
    asked: [],
    logins: [],
  };
  await authoritySecret(stage, association.authoritySecret, authority);
  await publishDatabase(stage);
  await start(
    stage,
    {
      namespace: stage.namespace,
      account,
      credentials,
      region,
      database: { host, port: PORT, socket: join(DATABASE_SOCKETS, `.s.PGSQL.${DATABASE_PORT}`) },
      webhookPort: WEBHOOK_PORT,
      tls: { key, cert },
    },
    what => {
      if ('asked' in what) association.asked.push(what.asked);
      if ('login' in what) association.logins.push(what.login);
    },
  );
  await announceWebhook(stage, authority.certificate);
  return association;
}
