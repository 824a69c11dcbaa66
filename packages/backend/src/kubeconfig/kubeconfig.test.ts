import { createMockDirectory } from '@backstage/backend-test-utils';
import { stringify } from 'yaml';
import { clusterOf, credentialOf } from './readKubeconfig';

const directory = createMockDirectory();

function kubeconfig(user: object, cluster: object = {}) {
  directory.setContent({
    'lab.kubeconfig': stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'lab',
      contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'someone' } }],
      clusters: [{ name: 'lab', cluster: { server: 'https://10.0.0.1:6443', ...cluster } }],
      users: [{ name: 'someone', user }],
    }),
  });
  return directory.resolve('lab.kubeconfig');
}

describe('a real cluster by its kubeconfig', () => {
  it('is called what the entities call it, and is reached as its file says', () => {
    const file = kubeconfig({}, { 'certificate-authority-data': 'Q0E=' });
    expect(clusterOf(file, 'demo')).toEqual({
      name: 'demo',
      url: 'https://10.0.0.1:6443',
      caData: 'Q0E=',
      caFile: undefined,
      skipTLSVerify: false,
      skipMetricsLookup: true,
      authMetadata: { 'kubernetes.io/auth-provider': 'serviceAccount' },
    });
  });

  it('signs in with a token, and with the new one after a change', async () => {
    expect(await credentialOf(kubeconfig({ token: 'first' }))).toEqual({
      type: 'bearer token',
      token: 'first',
    });
    expect(await credentialOf(kubeconfig({ token: 'second' }))).toEqual({
      type: 'bearer token',
      token: 'second',
    });
  });

  it('signs in with a client certificate', async () => {
    const encoded = (text: string) => Buffer.from(text).toString('base64');
    const file = kubeconfig({
      'client-certificate-data': encoded('the certificate'),
      'client-key-data': encoded('the key'),
    });
    expect(await credentialOf(file)).toEqual({
      type: 'x509 client certificate',
      cert: 'the certificate',
      key: 'the key',
    });
  });

  it('signs in with what a helper prints', async () => {
    const credential = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 'printed' },
    };
    const file = kubeconfig({
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: process.execPath,
        args: ['-e', `process.stdout.write(${JSON.stringify(JSON.stringify(credential))})`],
        interactiveMode: 'Never',
      },
    });
    expect(await credentialOf(file)).toEqual({ type: 'bearer token', token: 'printed' });
  });

  it('says what is wrong with a file that cannot be used', () => {
    directory.setContent({ empty: '', broken: 'a: {' });
    expect(() => clusterOf(directory.resolve('missing'), 'demo')).toThrow(
      'cannot be read; give the path of a kubeconfig file',
    );
    expect(() => clusterOf(directory.resolve('broken'), 'demo')).toThrow('cannot be read');
    expect(() => clusterOf(directory.resolve('empty'), 'demo')).toThrow(
      /cannot be read|has no current context/,
    );
  });
});
