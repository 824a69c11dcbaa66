/** Makes the lab a cluster that a portal works with, as a platform team would do it with the files shipped. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARGOCD_NAMESPACE, GIT_ROOT, GIT_SERVER, GIT_SOCKET, kubectl } from './argocd.ts';
import { demandInit } from './enclosure.ts';
import { LabError } from './errors.ts';
import { demandPort, lead, untilStopped, writeKubeconfig } from './expose.ts';
import { withLockInTurn } from './lock.ts';
import { API_SOCKET, apply, call, find, KINDS, pathOf } from './kube.ts';
import { REPOSITORY } from './paths.ts';
import { secretOf } from './stage/instance.ts';
import { GitopsRepository } from './stage/repository.ts';
import { Stage } from './stage/stage.ts';

const REPOSITORY_NAME = 'platform';
/** The repository that the portal writes to and Argo CD reads: its address, and its folder. */
export const GITOPS_URL = `${GIT_SERVER}/${REPOSITORY_NAME}.git`;
export const GITOPS_REPOSITORY = join(GIT_ROOT, `${REPOSITORY_NAME}.git`);
export const GIT_PORT = Number(new URL(GIT_SERVER).port);
/** The address that the files of examples/gitops ask to replace. */
const EXAMPLE_URL = 'https://git.example.org/platform/gitops.git';
const MANIFESTS = join(REPOSITORY, 'plugins', 'spicedb', 'manifests');
/** The rights of the portal: everywhere, and those that are given namespace by namespace. */
export const READ_ROLE = join(MANIFESTS, 'read-role.yaml');
export const LOGS_ROLE = join(MANIFESTS, 'logs-role.yaml');
export const METRICS_ROLE = join(MANIFESTS, 'metrics-role.yaml');
/** The ServiceAccount that the shipped manifests name, and its namespace. */
export const PORTAL = 'backstage';

/** `./dev lab portal [NAME] [PORT]`: everything for an instance of that name, until Ctrl-C. */
export async function portal([name = 'sample', port = '16443']: string[]): Promise<void> {
  demandInit();
  demandPort(Number(port));
  if (!/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)) {
    throw new LabError(
      `"${name}" is no name of an instance`,
      'Use small letters, digits and dashes, at most 40: ./dev lab portal checkout',
    );
  }
  await preparePlatform();
  await prepareInstance(name);
  const servers = [
    await lead(Number(port), API_SOCKET, 'Choose another: ./dev lab portal NAME PORT'),
    await lead(GIT_PORT, GIT_SOCKET, 'Argo CD and the portal call the repository by one address; free it.'),
  ];
  const kubeconfig = writeKubeconfig('portal', Number(port), await portalToken());
  process.stdout.write(
    [
      `The lab waits for an instance named ${name}, with PostgreSQL. Start the portal beside it:`,
      '',
      `  GITOPS_URL=${GITOPS_URL} ./dev start --kubeconfig ${kubeconfig}`,
      '',
      'API server and Git server answer outside the lab until you press Ctrl-C.',
      '',
    ].join('\n'),
  );
  await untilStopped();
  servers.forEach(server => server.close());
}

/** The portal's right to read as it is shipped, and once for a lab the GitOps repository and Argo CD's root Application. */
export async function preparePlatform(): Promise<void> {
  await apply(KINDS.namespace, { metadata: { name: PORTAL } });
  await apply(KINDS.serviceAccount, { metadata: { name: PORTAL, namespace: PORTAL } });
  await kubectl(['apply', '-f', READ_ROLE]);
  // Several commands may prepare it at once; the first one makes the repository for all.
  await withLockInTurn(prepareRepository);
}

async function prepareRepository(): Promise<void> {
  if (await find(KINDS.application, ARGOCD_NAMESPACE, 'spicedb-instances')) return;
  const folder = join(REPOSITORY, 'examples', 'gitops', 'bootstrap');
  const bootstrap = Object.fromEntries(
    readdirSync(folder).map(file => [
      `bootstrap/${file}`,
      readFileSync(join(folder, file), 'utf8').replaceAll(EXAMPLE_URL, GITOPS_URL),
    ]),
  );
  await new GitopsRepository(REPOSITORY_NAME).make(bootstrap);
  for (const text of Object.values(bootstrap)) await kubectl(['apply', '-f', '-'], text);
}

/** Once for an instance: what its team makes outside of Git, and the rights given by namespace. */
async function prepareInstance(name: string): Promise<void> {
  if (await find(KINDS.secret, name, secretOf(name))) return;
  await apply(KINDS.namespace, { metadata: { name } });
  const stage = new Stage({ name, namespace: name });
  await stage.emptyDatabase();
  await stage.secret();
  for (const role of [LOGS_ROLE, METRICS_ROLE]) await kubectl(['apply', '-n', name, '-f', role]);
}

/** A token for a day, as long as anybody looks at one lab. */
export async function portalToken(): Promise<string> {
  const { status } = await call<{ status: { token: string } }>(
    `${pathOf(KINDS.serviceAccount, PORTAL, PORTAL)}/token`,
    { method: 'POST', body: { spec: { expirationSeconds: 86_400 } } },
  );
  return status.token;
}
