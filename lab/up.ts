import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ensureArgoObjects, ensureArgoServers, GIT_SERVER, GIT_SOCKET, waitForArgo } from './argocd.ts';
import { build, builtFolder, demandRoom, isBuilt } from './build.ts';
import { ensureCertificates } from './certificates.ts';
import {
  createEnclosure,
  demandInit,
  destroyEnclosure,
  enclosureInit,
  NODE_ADDRESS,
  ownerOfLab,
} from './enclosure.ts';
import { LabError } from './errors.ts';
import { removeForgottenNodes, waitForNode } from './further-nodes.ts';
import { GO_MODULES } from './go-modules.ts';
import { importImages, moduleOf, writeImages } from './images.ts';
import { API_SOCKET, apply, callText, find, KINDS } from './kube.ts';
import { controlPlaneAndNode, foundation } from './kubernetes-servers.ts';
import { socketOf, writeClusterConfig, writeNodeConfig } from './node-config.ts';
import { FIRST_NODE } from './nodes.ts';
import { installPackages, missingPackages } from './packages.ts';
import { BIN, LAB, REPOSITORY, STATE } from './paths.ts';
import { policyServer } from './policies.ts';
import { ensurePostgres, publishPostgres } from './postgres.ts';
import { Progress } from './progress.ts';
import { demandNoOtherNode, demandRightsAfterPackages, demandRightsBeforePackages } from './rights.ts';
import { ensureServer, serverStatuses } from './servers.ts';
import { labStatus } from './status.ts';
import { waitFor } from './waiting.ts';

/** Does all that `up` needs, and nothing that is done already. */
export async function up(): Promise<void> {
  demandOwnLab();
  const modules = GO_MODULES.filter(module => !module.optional && !isBuilt(module));
  if (modules.length === 0 && (await labStatus()).state === 'up') {
    process.stdout.write('The lab is up; nothing to do. "./dev lab status" tells what runs.\n');
    return;
  }
  demandRightsBeforePackages();
  const packages = missingPackages();
  announce(packages);
  const steps = new Progress(6 + (packages.length ? 1 : 0) + modules.length);
  if (packages.length) {
    await steps.step(`install ${packages.length} Debian packages`, () => installPackages(packages));
  }
  demandRightsAfterPackages();
  if (modules.length) demandRoom();
  for (const module of modules) {
    await steps.step(`build ${module.title}`, note => build(module, note));
  }
  await steps.step('write the images', writeImages);
  await steps.step('namespaces, network and certificates', prepare);
  await steps.step('API server', startApiServer);
  await steps.step('controllers and node', startNode);
  await steps.step('PostgreSQL, Argo CD, and images for the node', fillCluster);
  await steps.step('node Ready', nodeIsReady);
  process.stdout.write(
    `The lab is up after ${steps.elapsed()}. "./dev lab shell" opens a shell inside it.\n`,
  );
}

/** Builds what only some cases need, and gives the node its images. */
export async function provide(ids: string[]): Promise<void> {
  const missing = [...new Set(ids)].map(moduleOf).filter(module => !isBuilt(module));
  if (missing.length === 0) return;
  demandRoom();
  const steps = new Progress(missing.length + 1);
  for (const module of missing) {
    await steps.step(`build ${module.title}`, note => build(module, note));
  }
  await steps.step('write the images and give them to the node', async () => {
    await writeImages();
    return importImages(FIRST_NODE);
  });
}

function demandOwnLab(): void {
  const owner = ownerOfLab();
  if (owner === undefined || owner === REPOSITORY || !enclosureInit()) return;
  throw new LabError(
    `the lab of another checkout runs on this machine (${owner})`,
    'A machine has room for one. Run "./dev lab down" first; it works from any checkout.',
  );
}

function announce(packages: string[]): void {
  process.stdout.write(
    `The lab needs root. It runs in namespaces of its own and writes to ${STATE} and to .cache/lab.\n`,
  );
  if (packages.length) {
    process.stdout.write(
      `It installs these Debian packages and starts none of their services: ${packages.join(', ')}.\n`,
    );
  }
}

async function prepare(): Promise<string> {
  const running = enclosureInit() !== undefined;
  if (!running) {
    // What a crashed lab left would only confuse the new one.
    await destroyEnclosure();
    demandNoOtherNode();
    await createEnclosure();
  }
  linkBinaries();
  await ensureCertificates();
  writeClusterConfig();
  writeNodeConfig(FIRST_NODE);
  return running ? 'already there' : 'made';
}

function linkBinaries(): void {
  mkdirSync(BIN, { recursive: true });
  for (const module of GO_MODULES.filter(isBuilt)) {
    const folder = builtFolder(module);
    const names = [
      ...module.packages.map(path => path.split('/').pop() ?? ''),
      ...Object.values(module.rename ?? {}),
      ...Object.values(module.links ?? {}).flat(),
    ].filter(name => existsSync(join(folder, name)));
    // Two versions of SpiceDB have one name; they live in images, not on PATH.
    if (module.id.startsWith('spicedb-')) continue;
    for (const name of names) {
      rmSync(join(BIN, name), { force: true });
      symlinkSync(join(folder, name), join(BIN, name));
    }
  }
}

async function startApiServer(): Promise<void> {
  foundation().forEach(server => ensureServer(server));
  const git = new URL(GIT_SERVER);
  ensureServer({
    name: 'gateway',
    command: process.execPath,
    args: [join(LAB, 'gateway.ts'), API_SOCKET, NODE_ADDRESS, '6443', GIT_SOCKET, git.hostname, git.port],
  });
  await waitFor('the API server', async () => (await callText('/readyz')) === 'ok', { timeoutMs: 90_000 });
}

async function startNode(): Promise<void> {
  await waitFor('containerd', () => existsSync(socketOf(FIRST_NODE)), { timeoutMs: 20_000 });
  controlPlaneAndNode().forEach(server => ensureServer(server));
  await waitFor('the first service account', () => find(KINDS.serviceAccount, 'default', 'default'), {
    timeoutMs: 60_000,
  });
  await apply(KINDS.clusterRoleBinding, {
    metadata: { name: 'lab-view' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: ['lab-coredns', 'lab-policies'].map(name => ({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'User',
      name,
    })),
  });
  ensureServer(policyServer(FIRST_NODE));
}

async function startPostgres(): Promise<string> {
  const outcome = await ensurePostgres();
  await publishPostgres();
  return outcome;
}

async function startArgo(): Promise<void> {
  await ensureArgoObjects();
  ensureArgoServers();
  await waitForArgo();
}

async function fillCluster(): Promise<string> {
  const [postgres, images] = await Promise.all([startPostgres(), importImages(FIRST_NODE), startArgo()]);
  return `${postgres}, ${images}`;
}

async function nodeIsReady(): Promise<string> {
  await waitForNode(FIRST_NODE, demandInit());
  await removeForgottenNodes();
  return `${serverStatuses().filter(({ running }) => running).length} servers run`;
}
