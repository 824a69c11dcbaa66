import { readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pki } from './certificates.ts';
import { demandInit } from './enclosure.ts';
import { LabError } from './errors.ts';
import { API_SOCKET } from './kube.ts';
import { inState } from './paths.ts';

/** Lets programs outside, a portal for example, reach the lab's API server until it is stopped. */
export async function expose(port: number): Promise<void> {
  demandInit();
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new LabError(
      `"${port}" is no port`,
      'Give a number from 1 to 65535, for example: ./dev lab expose 16443',
    );
  }
  const server = createServer(outside => {
    const inside = connect(API_SOCKET);
    const close = () => {
      outside.destroy();
      inside.destroy();
    };
    outside.on('error', close).on('close', close).pipe(inside);
    inside.on('error', close).on('close', close).pipe(outside);
  });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new LabError(`port ${port} is taken`, 'Choose another: ./dev lab expose PORT', { cause: error });
  }
  const kubeconfig = inState('outside.kubeconfig');
  writeFileSync(kubeconfig, JSON.stringify(outsideConfig(port), null, 2), { mode: 0o600 });
  process.stdout.write(
    `The lab's API server answers at https://127.0.0.1:${port} until you press Ctrl-C.\nKUBECONFIG=${kubeconfig}\n`,
  );
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  server.close();
}

const outsideConfig = (port: number) => ({
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
  users: [{ name: 'lab', user: { token: readFileSync(pki('admin.token'), 'utf8') } }],
  contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'lab' } }],
  'current-context': 'lab',
});
