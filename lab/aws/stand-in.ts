/**
 * The parts of AWS that a pod with an identity and a database with IAM meet, inside the lab's network:
 * `node stand-in.ts` reads what to be from standard input, and writes one line for each thing that happens.
 */
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { NODE_ADDRESS } from '../enclosure.ts';
import { AGENT_ADDRESS, credentialsEndpoint } from './credentials-endpoint.ts';
import type { Asked } from './credentials-endpoint.ts';
import { databaseDoor } from './database-door.ts';
import type { Attempt } from './database-door.ts';
import { identityWebhook } from './identity-webhook.ts';
import { troubleWith } from './signature.ts';
import type { Credentials } from './signature.ts';

export interface Role {
  namespace: string;
  /** The account that the role is associated with. */
  account: string;
  credentials: Credentials;
  region: string;
  database: { host: string; port: number; socket: string };
  webhookPort: number;
  tls: { key: string; cert: string };
}

export type Happening = { ready: true } | { asked: Asked } | { login: Attempt };

const say = (what: Happening) => process.stdout.write(`${JSON.stringify(what)}\n`);

const { namespace, account, credentials, region, database, webhookPort, tls } = JSON.parse(
  await text(process.stdin),
) as Role;

const { host, port, socket } = database;
const name = `system:serviceaccount:${namespace}:${account}`;
const servers = [
  credentialsEndpoint(name, credentials, asked => say({ asked })).listen(80, AGENT_ADDRESS),
  identityWebhook(account, tls).listen(webhookPort, NODE_ADDRESS),
  databaseDoor({
    tls,
    database: socket,
    trouble: (user, token) => troubleWith(token, { host: `${host}:${port}`, region, user }, credentials),
    tell: login => say({ login }),
  }).listen(port, NODE_ADDRESS),
];
await Promise.all(servers.map(server => once(server, 'listening')));
say({ ready: true });
