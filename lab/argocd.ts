import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { run } from './commands.ts';
import { enter } from './enclosure.ts';
import { ARGOCD_CRDS } from './go-modules.ts';
import { binariesOf } from './images.ts';
import { apply, find, KINDS, list, resource } from './kube.ts';
import { ADMIN_KUBECONFIG, inState, LAB } from './paths.ts';
import { ensureServer } from './servers.ts';
import { waitFor } from './waiting.ts';

export const ARGOCD_NAMESPACE = 'argocd';
/** The address by which Argo CD reads repositories; it is the address of the lab's Git server. */
export const GIT_SERVER = 'http://127.0.0.1:3080';
export const GIT_ROOT = inState('git');
/** Leads to the Git server from outside of the lab's network. */
export const GIT_SOCKET = inState('git.sock');

const LABELS = { 'app.kubernetes.io/part-of': 'argocd' };
const PROJECT = resource('argoproj.io/v1alpha1', 'AppProject');
const LOCAL = inState('argocd');

const LOOKS_AT_GIT_EACH = '10s';

const CONFIG_MAPS: Record<string, Record<string, string>> = {
  'argocd-cm': {
    'timeout.reconciliation': LOOKS_AT_GIT_EACH,
    'application.resourceTrackingMethod': 'annotation',
  },
  'argocd-rbac-cm': {},
  'argocd-tls-certs-cm': {},
  'argocd-ssh-known-hosts-cm': {},
  'argocd-gpg-keys-cm': {},
};

export const kubectl = (args: string[], input?: string) =>
  run(
    'nsenter',
    [
      ...enter('network'),
      join(binariesOf('kubernetes'), 'kubectl'),
      '--kubeconfig',
      ADMIN_KUBECONFIG,
      ...args,
    ],
    { input },
  );

export async function ensureArgoObjects(): Promise<void> {
  await apply(KINDS.namespace, { metadata: { name: ARGOCD_NAMESPACE } });
  if (!(await find(KINDS.customResourceDefinition, undefined, 'appprojects.argoproj.io'))) {
    const crds = ARGOCD_CRDS.flatMap(name => ['-f', join(binariesOf('argocd'), name)]);
    await kubectl(['apply', '--server-side', '--force-conflicts', ...crds]);
  }
  for (const [name, data] of Object.entries(CONFIG_MAPS)) {
    await apply(KINDS.configMap, { metadata: { name, namespace: ARGOCD_NAMESPACE, labels: LABELS }, data });
  }
  if (!(await find(KINDS.secret, ARGOCD_NAMESPACE, 'argocd-secret'))) {
    await apply(KINDS.secret, {
      metadata: { name: 'argocd-secret', namespace: ARGOCD_NAMESPACE, labels: LABELS },
      stringData: { 'server.secretkey': randomBytes(24).toString('base64') },
    });
  }
  // A definition serves its objects a moment after it was made.
  await waitFor(
    'Argo CD’s kinds to be served',
    () =>
      apply(PROJECT, {
        metadata: { name: 'default', namespace: ARGOCD_NAMESPACE },
        spec: {
          sourceRepos: ['*'],
          destinations: [{ namespace: '*', server: '*' }],
          clusterResourceWhitelist: [{ group: '*', kind: '*' }],
        },
      }),
    { timeoutMs: 20_000 },
  );
}

function environment(part: string): Record<string, string> {
  const folders = ['tls', 'ssh', 'gpg/keys', 'gpg/source', 'plugins', 'tmp'];
  folders.forEach(name => mkdirSync(join(LOCAL, name), { recursive: true }));
  const gitConfig = join(LOCAL, '.gitconfig');
  if (!existsSync(gitConfig)) writeFileSync(gitConfig, '[safe]\n\tdirectory = *\n');
  return {
    ARGOCD_BINARY_NAME: part,
    KUBECONFIG: ADMIN_KUBECONFIG,
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_GNUPGHOME: join(LOCAL, 'gpg/keys'),
    ARGOCD_GPG_DATA_PATH: join(LOCAL, 'gpg/source'),
    ARGOCD_TLS_DATA_PATH: join(LOCAL, 'tls'),
    ARGOCD_SSH_DATA_PATH: join(LOCAL, 'ssh'),
    ARGOCD_PLUGINSOCKFILEPATH: join(LOCAL, 'plugins'),
    ARGOCD_CONTROLLER_REPLICAS: '1',
    // Or the repository server would take its answer of three minutes ago for the newest commit.
    ARGOCD_RECONCILIATION_TIMEOUT: LOOKS_AT_GIT_EACH,
    // Otherwise each resync waits up to a minute more, by chance.
    ARGOCD_RECONCILIATION_JITTER: '0',
    HOSTNAME: 'argocd-application-controller-0',
    HOME: LOCAL,
    TMPDIR: join(LOCAL, 'tmp'),
  };
}

export function ensureArgoServers(): void {
  mkdirSync(GIT_ROOT, { recursive: true });
  ensureServer({
    name: 'git-server',
    command: process.execPath,
    args: [join(LAB, 'git-server.ts'), GIT_ROOT, '127.0.0.1', new URL(GIT_SERVER).port],
  });
  ensureServer({
    name: 'redis',
    command: 'redis-server',
    args: ['--port', '6379', '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  });
  ensureServer({
    name: 'argocd-repo-server',
    command: 'argocd-repo-server',
    args: [
      '--redis',
      '127.0.0.1:6379',
      '--address',
      '127.0.0.1',
      '--metrics-address',
      '127.0.0.1',
      '--port',
      '8081',
      '--disable-tls',
    ],
    env: environment('argocd-repo-server'),
  });
  ensureServer({
    name: 'argocd-application-controller',
    command: 'argocd-application-controller',
    args: [
      '--namespace',
      ARGOCD_NAMESPACE,
      '--redis',
      '127.0.0.1:6379',
      '--repo-server',
      '127.0.0.1:8081',
      '--repo-server-plaintext',
      '--app-resync',
      '10',
      '--status-processors',
      '4',
      '--operation-processors',
      '2',
    ],
    env: environment('argocd-application-controller'),
  });
}

/** An Application made before the controller has filled its caches would wait ten seconds more. */
export async function waitForArgo(): Promise<void> {
  const answers = (url: string) =>
    run('nsenter', [
      ...enter('network'),
      process.execPath,
      '-e',
      `fetch('${url}').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`,
    ]).then(() => true);
  await waitFor('Argo CD’s controller', () => answers('http://127.0.0.1:8082/healthz'), {
    timeoutMs: 60_000,
  });
  await waitFor('Argo CD’s repository server', () => answers('http://127.0.0.1:8084/healthz?full=true'), {
    timeoutMs: 60_000,
  });
  await list(KINDS.application, ARGOCD_NAMESPACE);
}
