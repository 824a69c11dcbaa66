import { readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { pki } from './certificates.ts';
import { demandInit } from './enclosure.ts';
import { LabError } from './errors.ts';
import { API_SOCKET } from './kube.ts';
import { inState } from './paths.ts';

/** Lets programs outside, a portal for example, reach the lab's API server until it is stopped. */
export async function expose(port: number): Promise<void> {
  demandInit();
  demandPort(port);
  const server = await lead(port, API_SOCKET, 'Choose another: ./dev lab expose PORT');
  const kubeconfig = writeKubeconfig('outside', port, readFileSync(pki('admin.token'), 'utf8'));
  process.stdout.write(
    `The lab's API server answers at https://127.0.0.1:${port} until you press Ctrl-C.\nKUBECONFIG=${kubeconfig}\n`,
  );
  await untilStopped();
  server.close();
}

export function demandPort(port: number): void {
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return;
  throw new LabError(`"${port}" is no port`, 'Give a number from 1 to 65535, for example 16443.');
}

/** Leads a port of this machine to a socket of the lab. */
export async function lead(port: number, socket: string, remedy: string): Promise<Server> {
  const server = createServer(outside => {
    const inside = connect(socket);
    // Who closes well has said all, which must still arrive; only what broke off ends at once.
    outside.on('error', () => inside.destroy()).on('close', () => inside.destroy());
    inside.on('error', () => outside.destroy());
    outside.pipe(inside).pipe(outside);
  });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new LabError(`port ${port} is taken`, remedy, { cause: error });
  }
  return server;
}

export const untilStopped = () => Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

/** Writes a kubeconfig for programs outside, and gives back its path. */
export function writeKubeconfig(name: string, port: number, token: string): string {
  const path = inState(`${name}.kubeconfig`);
  writeFileSync(path, JSON.stringify(outsideConfig(port, token), null, 2), { mode: 0o600 });
  return path;
}

const outsideConfig = (port: number, token: string) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [
    {
      name: 'lab',
      cluster: {
        server: `https://127.0.0.1:${port}`,
        'certificate-authority-data': readFileSync(pki('ca.crt')).toString('base64'),
      },
    },
  ],
  users: [{ name: 'lab', user: { token } }],
  contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'lab' } }],
  'current-context': 'lab',
});
