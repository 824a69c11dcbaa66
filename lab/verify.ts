/** Proves on this machine what the lab promises of itself: it starts, heals, and leaves nothing. */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { kubectl } from './argocd.ts';
import { run } from './commands.ts';
import { destroyEnclosure, enclosureInit } from './enclosure.ts';
import { LabError } from './errors.ts';
import { KINDS, list } from './kube.ts';
import { missingPackages } from './packages.ts';
import { LAB } from './paths.ts';
import { differences, traces } from './remains.ts';
import type { Traces } from './remains.ts';
import { serverStatuses, stopServer } from './servers.ts';
import { labStatus } from './status.ts';
import { up } from './up.ts';
import { waitFor } from './waiting.ts';

interface Verdict {
  what: string;
  seconds: number;
  trouble?: string;
}

async function judge(what: string, work: () => Promise<string | undefined>): Promise<Verdict> {
  process.stdout.write(`${what}\n`);
  const began = performance.now();
  const verdict = (trouble?: string): Verdict => ({
    what,
    seconds: (performance.now() - began) / 1000,
    ...(trouble ? { trouble } : {}),
  });
  try {
    return verdict(await work());
  } catch (error) {
    return verdict(error instanceof Error ? error.message : String(error));
  }
}

async function upAgain(): Promise<string | undefined> {
  await up();
  const { state, servers, checks } = await labStatus();
  const trouble = [
    ...servers.filter(({ running }) => !running).map(({ name }) => `${name} does not run`),
    ...checks.flatMap(({ what, trouble: why }) => (why ? [`${what}: ${why}`] : [])),
  ];
  return state === 'up' ? undefined : trouble.join('; ');
}

const pidsOf = () =>
  serverStatuses()
    .map(({ name, pid }) => `${name} ${pid}`)
    .join('\n');

async function secondUpDoesNothing(): Promise<string | undefined> {
  const before = pidsOf();
  await up();
  return pidsOf() === before ? undefined : 'the second up started servers anew';
}

async function serversDie(): Promise<string | undefined> {
  stopServer('kube-scheduler');
  stopServer('redis');
  stopServer('network-policies');
  await waitFor('the status to notice', async () => (await labStatus()).state === 'broken', {
    timeoutMs: 10_000,
  });
  return upAgain();
}

async function everythingDies(): Promise<string | undefined> {
  const init = enclosureInit();
  if (!init) return 'the lab does not run';
  process.kill(init.pid, 'SIGKILL');
  await waitFor('the status to notice', async () => (await labStatus()).state === 'broken', {
    timeoutMs: 20_000,
  });
  return upAgain();
}

/** A command that has made nodes ends before it can remove them, as one that is killed does. */
async function leaveNodes(): Promise<void> {
  const program = `
    const { withNodes } = await import('${join(LAB, 'further-nodes.ts')}');
    await withNodes(3, () => {}, async () => process.exit());`;
  await run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    program,
  ]);
}

const countNodes = async () => (await list(KINDS.node)).items.length;

async function nodesAreLeft(): Promise<string | undefined> {
  await leaveNodes();
  const before = await countNodes();
  if (before !== 3 || (await labStatus()).state !== 'broken') return `of ${before} nodes nothing was noticed`;
  const trouble = await upAgain();
  const after = await countNodes();
  return trouble ?? (after === 1 ? undefined : `${after} nodes are there after the up`);
}

async function downLeavesNothing(before: Traces): Promise<string | undefined> {
  await leaveNodes();
  await destroyEnclosure();
  return differences(before, traces()).join('\n    ') || undefined;
}

// A pod makes mounts, interfaces, rules and cgroups of its own, so `down` must have had one to end.
async function podRuns(): Promise<string | undefined> {
  await kubectl([
    'run',
    'probe',
    '--image=docker.io/authzed/spicedb:v1.56.0',
    '--',
    'serve',
    '--grpc-preshared-key=probe',
    '--datastore-engine=memory',
    '--skip-release-check',
  ]);
  await kubectl(['wait', '--for=condition=Ready', 'pod/probe', '--timeout=60s']);
  return undefined;
}

export async function verify(): Promise<number> {
  if ((await labStatus()).state !== 'down') {
    throw new LabError('verify needs a machine without a lab', 'Run "./dev lab down" first.');
  }
  if (missingPackages().length) {
    throw new LabError(
      'verify compares the machine before and after, and packages are still to be installed',
      'Run "./dev lab up" and "./dev lab down" once, then verify.',
    );
  }
  const before = traces();
  const verdicts = [
    await judge('a warm up ends with everything running', upAgain),
    await judge('a second up does nothing', secondUpDoesNothing),
    await judge('a pod becomes ready', podRuns),
    await judge('an up after three servers died starts them', serversDie),
    await judge('an up removes the nodes that a command left', nodesAreLeft),
    await judge('an up after a crash of everything starts anew', everythingDies),
    await judge('a pod becomes ready again', podRuns),
    await judge('down leaves nothing, not of three nodes either', () => downLeavesNothing(before)),
  ];
  const failed = verdicts.filter(({ trouble }) => trouble).length;
  process.stdout.write('\n');
  for (const { what, seconds, trouble } of verdicts) {
    process.stdout.write(
      `${trouble ? 'FAILED' : 'passed'}  ${seconds.toFixed(1).padStart(6)} s  ${what}${
        trouble ? `\n    ${trouble}` : ''
      }\n`,
    );
  }
  process.stdout.write(`${verdicts.length - failed} passed, ${failed} failed, 0 skipped\n`);
  return failed ? 1 : 0;
}
