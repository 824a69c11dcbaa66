/**
 * What RDS puts before PostgreSQL: no way in without TLS, and for IAM users none without a token that AWS
 * would take. Behind it is the lab's PostgreSQL, by its socket.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;

export interface Attempt {
  user: string;
  /** Why it was refused, when it was. */
  refused?: string;
}

export interface Door {
  tls: { key: string; cert: string };
  /** The socket of the PostgreSQL behind it. */
  database: string;
  /** Why the token does not log this user in, or nothing when it does. */
  trouble: (user: string, token: string) => string | undefined;
  tell: (attempt: Attempt) => void;
}

async function take(stream: Socket, size: number): Promise<Buffer> {
  for (;;) {
    const bytes = stream.read(size) as Buffer | null;
    if (bytes?.length === size) return bytes;
    if (stream.readableEnded || stream.destroyed) throw new Error('the client went away');
    await Promise.race([once(stream, 'readable'), once(stream, 'close')]);
  }
}

/** The first message has no type, as nobody knows yet who speaks. */
async function takeFirst(stream: Socket): Promise<{ code: number; bytes: Buffer }> {
  const length = await take(stream, 4);
  const rest = await take(stream, length.readInt32BE() - 4);
  return { code: rest.readInt32BE(), bytes: Buffer.concat([length, rest]) };
}

async function takePassword(stream: Socket): Promise<string> {
  const head = await take(stream, 5);
  const body = await take(stream, head.readInt32BE(1) - 4);
  return head.toString('latin1', 0, 1) === 'p' ? body.toString('utf8', 0, body.length - 1) : '';
}

const ASK_FOR_PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);

function refusal(text: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C28000\0M${text}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

function userIn(startup: Buffer): string {
  const words = startup.toString('utf8', 8).split('\0');
  const at = words.findIndex((word, index) => index % 2 === 0 && word === 'user');
  return at < 0 ? '' : words[at + 1] ?? '';
}

function lead(client: Socket, to: string, first: Buffer): void {
  const behind = connect(to);
  behind.on('error', () => client.destroy());
  client.on('error', () => behind.destroy());
  client.on('close', () => behind.destroy());
  behind.write(first);
  client.pipe(behind).pipe(client);
}

async function letIn(outside: Socket, door: Door): Promise<void> {
  let client = outside;
  let first = await takeFirst(client);
  while (first.code === SSL_REQUEST || first.code === GSS_REQUEST) {
    client.write(first.code === SSL_REQUEST ? 'S' : 'N');
    if (first.code === SSL_REQUEST) {
      client = new TLSSocket(outside, { isServer: true, ...door.tls });
      client.on('error', () => outside.destroy());
    }
    first = await takeFirst(client);
  }
  if (first.code === CANCEL_REQUEST) return lead(client, door.database, first.bytes);
  const user = userIn(first.bytes);
  const secure = client instanceof TLSSocket;
  if (secure) client.write(ASK_FOR_PASSWORD);
  const refused = secure ? door.trouble(user, await takePassword(client)) : 'the connection has no TLS';
  door.tell({ user, ...(refused ? { refused } : {}) });
  if (refused) client.end(refusal(`PAM authentication failed for user "${user}"`));
  else lead(client, door.database, first.bytes);
}

export const databaseDoor = (door: Door): Server =>
  createServer(socket => {
    socket.on('error', () => {});
    letIn(socket, door).catch(() => socket.destroy());
  });
