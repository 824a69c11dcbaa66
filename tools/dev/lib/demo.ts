import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../bootstrap/problem.mjs';
import { startChild } from './children.ts';
import { cacheFolder, inRoot, shown } from './paths.ts';
import type { DemoPorts } from './ports.ts';
import { lastLines } from './run.ts';
import { projectEnvironment } from './yarn.ts';

/** A server that was started, with the file in which it tells what it does. */
export interface Server {
  name: string;
  process: ChildProcess;
  log: string;
}

const leaveWithParent = inRoot('tools', 'dev', 'lib', 'leave-with-parent.mjs');

const logOf = (name: string, ports: DemoPorts) => join(cacheFolder, 'logs', `${name}-${ports.portal}.log`);

function startServer(
  name: string,
  args: string[],
  cwd: string,
  ports: DemoPorts,
  env: NodeJS.ProcessEnv,
): Server {
  const log = logOf(name, ports);
  mkdirSync(join(cacheFolder, 'logs'), { recursive: true });
  const file = openSync(log, 'w');
  const child = startChild(process.execPath, ['--import', leaveWithParent, ...args], {
    cwd,
    env,
    // Nothing is ever written to its standard input: that it closes is how it learns that we are gone.
    stdio: ['pipe', file, file],
  });
  return { name, process: child, log };
}

const demoEnvironment = (ports: DemoPorts, more: Record<string, string> = {}) =>
  projectEnvironment({
    PORTAL_PORT: String(ports.portal),
    SANDBOX_GIT_PORT: String(ports.git),
    SANDBOX_KUBERNETES_PORT: String(ports.kubernetes),
    // A tenth of the start is compiling what was compiled before.
    NODE_COMPILE_CACHE: join(cacheFolder, 'compiled'),
    SANDBOX_STATE: inRoot('.cache', 'sandbox', String(ports.git)),
    ...more,
  });

/** The address of the GitOps repository that the sandbox serves. */
export const gitopsUrl = (ports: DemoPorts) => `http://127.0.0.1:${ports.git}/gitops.git`;

/** The repository that the Argo CD of a real cluster reads, unless that is to be the sandbox's too. */
export const gitopsOfCluster = (ports: DemoPorts) => process.env.GITOPS_URL ?? gitopsUrl(ports);

/** The Git server, and the replay of recorded clusters. */
export function startSandbox(ports: DemoPorts, more: Record<string, string> = {}): Server {
  return startServer(
    'sandbox',
    ['--disable-warning=ExperimentalWarning', inRoot('packages', 'sandbox', 'src', 'main.ts')],
    inRoot(),
    ports,
    demoEnvironment(ports, more),
  );
}

export interface PortalOptions {
  /** How to reach a real cluster; without it the portal reads the replay. */
  kubeconfig?: string;
  /** The repository that the Argo CD of that cluster reads. */
  gitops?: string;
  /** A file of configuration beside the usual ones. */
  config?: string;
}

/**
 * The backend, which serves the pages as well. This is how backstage-cli starts a backend, without the
 * CLI around it that watches the sources: half of the time goes there.
 */
export function startPortal(
  ports: DemoPorts,
  { kubeconfig, gitops = gitopsOfCluster(ports), config }: PortalOptions = {},
): Server {
  const backend = inRoot('packages', 'backend');
  const transform = createRequire(join(backend, 'package.json')).resolve(
    '@backstage/cli/config/nodeTransform.cjs',
  );
  const configs = [
    'app-config.yaml',
    ...(kubeconfig ? ['app-config.cluster.yaml'] : []),
    'app-config.local.yaml',
  ]
    .map(name => inRoot(name))
    .filter(existsSync);
  if (config) configs.push(config);
  const cluster = kubeconfig ? { KUBECONFIG: kubeconfig, GITOPS_URL: gitops } : undefined;
  return startServer(
    'portal',
    ['--require', transform, 'src/index.ts', ...configs.flatMap(file => ['--config', file])],
    backend,
    ports,
    demoEnvironment(ports, { NODE_ENV: 'development', ...cluster }),
  );
}

const patienceMs = 120_000;

/** Returns once every address answers well; fails at once when the server ends before that. */
export async function untilAnswers(server: Server, addresses: string[]): Promise<void> {
  let startFailure: Error | undefined;
  server.process.once('error', error => (startFailure = error));
  const giveUpAt = Date.now() + patienceMs;
  for (const address of addresses) {
    while (!(await answersWell(address))) {
      if (startFailure) throw startFailure;
      const { exitCode, signalCode } = server.process;
      if (exitCode !== null || signalCode !== null) throw diedProblem(server);
      if (Date.now() > giveUpAt) {
        throw problem(
          server,
          `The ${server.name} runs, but ${address} does not answer after ${patienceMs / 1000} s.`,
        );
      }
      await pause(100);
    }
  }
}

async function answersWell(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

export const diedProblem = (server: Server) =>
  problem(server, `The ${server.name} ended with ${server.process.exitCode ?? server.process.signalCode}.`);

const problem = (server: Server, message: string) =>
  new Problem(
    'failed',
    message,
    `${lastLines(readFileSync(server.log, 'utf8'))}\n\nAll of it: ${shown(server.log)}`,
  );

/** The addresses that have to answer before anybody is told that the portal is open. */
export const addressesOf = (ports: DemoPorts) => ({
  portal: [
    `http://localhost:${ports.portal}/.backstage/health/v1/readiness`,
    `http://localhost:${ports.portal}/`,
  ],
  sandbox: [`${gitopsUrl(ports)}/info/refs?service=git-upload-pack`],
  replay: [`http://127.0.0.1:${ports.kubernetes}/version`],
});
