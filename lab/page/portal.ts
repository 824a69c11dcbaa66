/**
 * The portal that the page scenarios look at: the one that `./dev start --kubeconfig` starts, with the rights
 * that are shipped, beside the lab. There is one for all scenarios of a run.
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { Server as NetServer } from 'node:net';
import { join } from 'node:path';
import { addressesOf, startPortal, untilAnswers } from '../../tools/dev/lib/demo.ts';
import type { Server } from '../../tools/dev/lib/demo.ts';
import { findFreePorts } from '../../tools/dev/lib/ports.ts';
import { portalSteps } from '../../tools/dev/lib/setup.ts';
import { GIT_SOCKET } from '../argocd.ts';
import { lead, writeKubeconfig } from '../expose.ts';
import { API_SOCKET } from '../kube.ts';
import { LAB } from '../paths.ts';
import { GIT_PORT, GITOPS_URL, portalToken, preparePlatform } from '../portal.ts';
import { closeBrowser } from './browser.ts';
import { removesClone } from './catalog.ts';
import { Way } from './way.ts';

/** Laid over the demo's and the cluster's. */
const CONFIG = join(LAB, 'page', 'app-config.lab.yaml');

/** Clear of the demo's own port and of the browser tests'. */
const FIRST_PORT = 3600;

interface LabPortal {
  address: string;
  /** Between the portal and the API server. */
  way: Way;
  /** Lets the portal sign in with this token from now on. */
  signsInWith: (token: string) => void;
}

let started: Promise<LabPortal> | undefined;
const closers: Array<() => unknown> = [];

/** The portal, started at the first call. */
export const portal = (): Promise<LabPortal> => (started ??= start());

async function start(): Promise<LabPortal> {
  for (const { work } of portalSteps) await work();
  await preparePlatform();
  const way = await Way.to(API_SOCKET);
  closers.push(way.close);
  closers.push(await leadToGit());
  // Each command that plays has a portal of its own, and so a file of its own.
  const signsInWith = (token: string) => writeKubeconfig(`page-${process.pid}`, way.port, token);
  const kubeconfig = signsInWith(await portalToken());
  closers.push(() => rmSync(kubeconfig, { force: true }));
  const ports = await findFreePorts(FIRST_PORT);
  const server = startPortal(ports, {
    kubeconfig,
    gitops: GITOPS_URL,
    config: CONFIG,
  });
  closers.push(() => end(server));
  await untilAnswers(server, addressesOf(ports).portal);
  return { address: `http://localhost:${ports.portal}`, way, signsInWith };
}

const TRIES_EACH_MS = 250;

/**
 * Argo CD and the portal call the repository by one address. Where another command that plays leads to it
 * already, this one takes over as soon as the other has ended.
 */
async function leadToGit(): Promise<() => unknown> {
  let server: NetServer | undefined;
  let trying: NodeJS.Timeout | undefined;
  const tryToLead = async () => {
    server = await lead(GIT_PORT, GIT_SOCKET, `Free port ${GIT_PORT}.`);
    clearInterval(trying);
  };
  try {
    await tryToLead();
  } catch (error) {
    const { ok } = await fetch(`${GITOPS_URL}/HEAD`).catch(() => ({ ok: false }));
    if (!ok) throw error;
    trying = setInterval(() => void tryToLead().catch(() => {}), TRIES_EACH_MS);
  }
  return () => {
    clearInterval(trying);
    server?.close();
  };
}

/** Ends the portal and the browser, where they were started. */
export async function closePortal(): Promise<void> {
  if (!started) return;
  await started.catch(() => {});
  started = undefined;
  await closeBrowser();
  removesClone();
  for (const close of closers.splice(0).reverse()) await close();
}

/** It leads a process group of its own, so that what it started ends with it. */
async function end({ process: { exitCode, pid }, process: child }: Server): Promise<void> {
  if (exitCode !== null || pid === undefined) return;
  const gone = once(child, 'exit');
  process.kill(-pid, 'SIGTERM');
  await gone;
}
