import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { connect as connectSecurely } from 'node:tls';
import { spawnSync } from 'node:child_process';
import { makeAuthority, makeCertificate } from '../chart/certificates.ts';
import { databaseDoor } from './database-door.ts';
import type { Attempt } from './database-door.ts';

const skip = spawnSync('openssl', ['version']).error ? 'there is no openssl on the PATH' : false;

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

function startup(user: string): Buffer {
  const body = Buffer.from(`\0\x03\0\0user\0${user}\0database\0store\0\0`, 'latin1');
  const head = Buffer.alloc(4);
  head.writeInt32BE(body.length + 4);
  return Buffer.concat([head, body]);
}

function password(word: string): Buffer {
  const body = Buffer.from(`${word}\0`);
  const head = Buffer.alloc(5);
  head.write('p');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

describe('the door before the database', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-door-'));
  const attempts: Attempt[] = [];
  let authority = '';
  let door: Server;
  let behind: Server;
  /** What came through to the database, which answers "welcome" and hangs up. */
  let through = '';

  before(async () => {
    const ca = await makeAuthority('door-ca');
    const pair = await makeCertificate(ca, ['rds.sample']);
    authority = ca.certificate;
    behind = createServer(socket => {
      socket.once('data', first => {
        through = first.toString('latin1');
        socket.end('welcome');
      });
    }).listen(join(folder, 'socket'));
    door = databaseDoor({
      tls: { key: pair.key, cert: pair.certificate },
      database: join(folder, 'socket'),
      trouble: (user, token) => (user === 'store' && token === 'right' ? undefined : 'wrong token'),
      tell: attempt => attempts.push(attempt),
    }).listen(0, '127.0.0.1');
    await Promise.all([once(door, 'listening'), once(behind, 'listening')]);
  });

  after(() => {
    door.close();
    behind.close();
    rmSync(folder, { recursive: true });
  });

  const call = () => connect((door.address() as AddressInfo).port, '127.0.0.1');

  async function callSecurely(): Promise<Socket> {
    const plain = call();
    plain.write(SSL_REQUEST);
    const [answer] = (await once(plain, 'data')) as [Buffer];
    assert.equal(answer.toString(), 'S');
    const secure = connectSecurely({ socket: plain, ca: authority, servername: 'rds.sample' });
    await once(secure, 'secureConnect');
    return secure;
  }

  it('lets in who has the right token, over TLS, and passes on what he said first', async () => {
    const client = await callSecurely();
    client.write(startup('store'));
    const [asked] = (await once(client, 'data')) as [Buffer];
    assert.deepEqual([...asked], [0x52, 0, 0, 0, 8, 0, 0, 0, 3]);
    client.write(password('right'));
    assert.equal(await text(client), 'welcome');
    assert.equal(through, startup('store').toString('latin1'));
    assert.deepEqual(attempts.pop(), { user: 'store' });
  });

  it('refuses another token, in the words of the protocol', async () => {
    const client = await callSecurely();
    client.write(startup('store'));
    await once(client, 'data');
    client.write(password('wrong'));
    assert.match(await text(client), /^E.*FATAL.*28000.*PAM authentication failed for user "store"/s);
    assert.deepEqual(attempts.pop(), { user: 'store', refused: 'wrong token' });
  });

  it('refuses who comes without TLS, and asks for no token', async () => {
    const client = call();
    client.write(startup('store'));
    assert.match(await text(client), /^E.*PAM authentication failed/s);
    assert.deepEqual(attempts.pop(), { user: 'store', refused: 'the connection has no TLS' });
  });
});
