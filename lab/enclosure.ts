/*
 * The enclosure: one network, mount, process and host name namespace around everything the lab runs. Ports
 * never clash, firewall rules stay inside, nothing leads out; and when its first process is killed,
 * every server, shim and pod goes with it, and so do the mounts.
 */
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { attempt } from './commands.ts';
import { LabError } from './errors.ts';
import { FIRST_NODE } from './nodes.ts';
import { inState, REPOSITORY, STATE } from './paths.ts';
import { childrenOf, identify, isRunning } from './processes.ts';
import type { ProcessId } from './processes.ts';
import { cgroupHierarchies, NODE_CGROUPS } from './rights.ts';
import { waitFor } from './waiting.ts';

export const NODE_ADDRESS = FIRST_NODE.address;
export const NODE_NAME = FIRST_NODE.name;

// Some programs write to fixed places: sockets of shims, links to logs, results of network plugins.
// Inside, each place is a file system of its own, so that none of it reaches the machine's.
export const COVERED = ['/run', '/var/log', '/var/lib/cni', '/var/lib/kubelet'];
const MADE_FOLDERS = inState('made-folders.json');

const INIT_FILE = inState('init.json');
const OWNER_FILE = inState('owner');

// The first process of the namespaces: makes the network, says so, then only reaps.
const INIT = `
set -e
ip link set lo up
ip link add node0 type bridge
ip addr add ${NODE_ADDRESS}/24 dev node0
ip link set node0 up
ip route add default via ${NODE_ADDRESS} dev node0
echo 1 > /proc/sys/net/ipv4/ip_forward
for folder in ${COVERED.join(' ')}; do mount -t tmpfs tmpfs $folder; done
hostname ${NODE_NAME}
echo "nameserver ${NODE_ADDRESS}" > "$1/resolv.conf"
mount --bind "$1/resolv.conf" /etc/resolv.conf
: > "$1/ready"
while :; do sleep 3600 & wait; done
`;

export function enclosureInit(): ProcessId | undefined {
  if (!existsSync(INIT_FILE)) return undefined;
  const init = JSON.parse(readFileSync(INIT_FILE, 'utf8')) as ProcessId;
  return isRunning(init) ? init : undefined;
}

/** The checkout whose lab this is, when there is one. */
export const ownerOfLab = () => (existsSync(OWNER_FILE) ? readFileSync(OWNER_FILE, 'utf8') : undefined);

export function demandInit(): ProcessId {
  const init = enclosureInit();
  if (init) return init;
  throw new LabError('the lab is not running', 'Start it with "./dev lab up".');
}

export async function createEnclosure(): Promise<void> {
  mkdirSync(inState('log'), { recursive: true });
  writeFileSync(OWNER_FILE, REPOSITORY);
  const made = COVERED.filter(folder => !existsSync(folder));
  writeFileSync(MADE_FOLDERS, JSON.stringify(made));
  made.forEach(folder => mkdirSync(folder));
  const ready = join(STATE, 'ready');
  const log = openSync(inState('log', 'init.log'), 'a');
  const unshare = spawn(
    'unshare',
    [
      '--net',
      '--mount',
      '--pid',
      '--uts',
      '--fork',
      '--kill-child',
      '--mount-proc',
      '--propagation',
      'private',
      'sh',
      '-c',
      INIT,
      'lab-init',
      STATE,
    ],
    { detached: true, stdio: ['ignore', log, log], cwd: '/' },
  );
  closeSync(log);
  unshare.unref();
  await waitFor('the namespaces of the lab', () => existsSync(ready), {
    timeoutMs: 10_000,
    everyMs: 20,
    remedy: `Look at ${inState('log', 'init.log')}.`,
  });
  rmSync(ready);
  const [pid] = childrenOf(unshare.pid ?? 0);
  const init = pid === undefined ? undefined : identify(pid);
  if (!init) {
    throw new LabError(
      'the first process of the lab ended at once',
      `Look at ${inState('log', 'init.log')}.`,
    );
  }
  writeFileSync(INIT_FILE, JSON.stringify(init));
}

/** The arguments of nsenter for a command inside; `network` alone keeps the host's files in sight. */
export function enter(what: 'all' | 'network', init: ProcessId = demandInit()): string[] {
  const namespaces = what === 'all' ? ['-n', '-m', '-p', '-u'] : ['-n'];
  return ['-t', String(init.pid), ...namespaces, '--'];
}

/** Ends everything in the enclosure and removes what it left on the machine. */
export async function destroyEnclosure(): Promise<void> {
  const init = enclosureInit();
  if (init) {
    process.kill(init.pid, 'SIGKILL');
    await waitFor('the processes of the lab to end', () => !isRunning(init), { timeoutMs: 20_000 });
  }
  for (const name of NODE_CGROUPS) await removeCgroups(name);
  unmountBelow(STATE);
  if (existsSync(MADE_FOLDERS)) {
    const made = JSON.parse(readFileSync(MADE_FOLDERS, 'utf8')) as string[];
    made.filter(existsSync).forEach(folder => rmdirSync(folder));
  }
  rmSync(STATE, { recursive: true, force: true });
}

/** Removes a cgroup from each hierarchy, once nothing lives in it. */
export async function removeCgroups(name: string): Promise<void> {
  for (const hierarchy of cgroupHierarchies()) await removeCgroup(join(hierarchy, name));
}

// A cgroup can be removed only when it is empty, from the innermost outwards.
async function removeCgroup(path: string): Promise<void> {
  if (!existsSync(path)) return;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeCgroup(join(path, entry.name));
  }
  await waitFor(
    `cgroup ${path} to be free`,
    () => {
      rmdirSync(path);
      return true;
    },
    { timeoutMs: 5_000, remedy: `See which process still lives in ${path}/cgroup.procs.` },
  );
}

/** Mounts that an earlier, crashed lab could have left on the machine. */
export function mountsBelow(folder: string): string[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map(line => line.split(' ')[1] ?? '')
    .filter(path => path.startsWith(`${folder}/`))
    .sort()
    .reverse();
}

function unmountBelow(folder: string): void {
  for (const path of mountsBelow(folder)) {
    const { ok, output } = attempt('umount', ['-l', path]);
    if (!ok) throw new LabError(`${path} could not be unmounted: ${output}`, `Run "umount -l ${path}".`);
  }
}
