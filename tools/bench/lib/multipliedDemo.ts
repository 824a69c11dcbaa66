import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTimeline, writeTimeline } from '../../../packages/sandbox/src/timeline/index.ts';
import { stopChildren } from '../../dev/lib/children.ts';
import { addressesOf, gitopsUrl, startPortal, startSandbox, untilAnswers } from '../../dev/lib/demo.ts';
import { inRoot } from '../../dev/lib/paths.ts';
import { findFreePorts, type DemoPorts } from '../../dev/lib/ports.ts';
import { run } from '../../dev/lib/run.ts';
import { multiplyPods } from './multiplyPods.ts';

const recording = 'ring-healthy';
/** An instance of the demo whose files the others are copies of. */
const pattern = 'warehouse';
const environment = 'staging';
/**
 * Whoever measures many refreshes runs the clock of a page by hand, about a hundred times as fast as
 * ours. By ours the cluster would hold its answers for whole seconds, in which a browser tidies up.
 */
const replaySpeed = '100';

export const nameOf = (pods: number) => `pods-${pods}`;

function writeRecordings(folder: string, sizes: number[]) {
  mkdirSync(folder, { recursive: true });
  const recordings = inRoot('recordings');
  for (const entry of readdirSync(recordings, { withFileTypes: true })) {
    if (entry.isDirectory()) symlinkSync(join(recordings, entry.name), join(folder, entry.name), 'dir');
  }
  const timeline = readTimeline(join(recordings, recording, 'timeline.jsonl'));
  for (const pods of sizes) {
    const name = nameOf(pods);
    writeTimeline(join(folder, name, 'timeline.jsonl'), multiplyPods(timeline, name, pods));
  }
}

/** Adds one instance for each size to the repository, as a person would: by a commit. */
async function pushInstances(ports: DemoPorts, folder: string, sizes: number[]) {
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', ...args], {
      env: process.env,
      cwd: folder,
    });
  mkdirSync(folder, { recursive: true });
  await git('clone', '--quiet', gitopsUrl(ports), '.');
  const instances = join(folder, 'instances', environment);
  for (const pods of sizes) {
    const target = join(instances, nameOf(pods));
    cpSync(join(instances, pattern), target, { recursive: true });
    for (const file of readdirSync(target)) {
      const path = join(target, file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(pattern, nameOf(pods)));
    }
    writeFileSync(join(target, 'replay.txt'), nameOf(pods));
  }
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Add instances of many pods');
  await git('push', '--quiet', 'origin', 'HEAD:main');
}

/** The demo with a further instance for each number of pods; calls `use` with the address of its portal. */
export async function withMultipliedDemo<T>(
  sizes: number[],
  use: (address: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'spicedb-bench-'));
  try {
    const ports = await findFreePorts(3400);
    const recordings = join(folder, 'recordings');
    writeRecordings(recordings, sizes);
    const addresses = addressesOf(ports);
    const sandbox = startSandbox(ports, {
      SANDBOX_STATE: join(folder, 'state'),
      SANDBOX_RECORDINGS: recordings,
      SANDBOX_SPEED: replaySpeed,
    });
    await untilAnswers(sandbox, [...addresses.sandbox, ...addresses.replay]);
    await pushInstances(ports, join(folder, 'clone'), sizes);
    const portal = startPortal(ports);
    await untilAnswers(portal, addresses.portal);
    return await use(`http://localhost:${ports.portal}`);
  } finally {
    await stopChildren();
    rmSync(folder, { recursive: true, force: true });
  }
}
