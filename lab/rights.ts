import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './commands.ts';
import { LabError } from './errors.ts';
import { FURTHER_NODES } from './nodes.ts';

interface Right {
  what: string;
  /** Why it is missing, or nothing when it is there. */
  missing: () => string | undefined;
  remedy: string;
}

const refused = ({ ok, output }: { ok: boolean; output: string }) =>
  ok ? undefined : output.split('\n').pop() || 'refused without a word';

const CGROUPS = '/sys/fs/cgroup';

/** The hierarchies of cgroup v1, or the one of v2. */
export function cgroupHierarchies(): string[] {
  if (existsSync(join(CGROUPS, 'cgroup.controllers'))) return [CGROUPS];
  return readdirSync(CGROUPS, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => join(CGROUPS, entry.name));
}

/** The cgroups of the nodes at the root of each hierarchy; the first's are named by its kubelet and containerd. */
export const NODE_CGROUPS = ['kubepods', 'k8s.io', ...FURTHER_NODES.map(({ cgroup }) => cgroup.slice(1))];

function cgroupMissing(): string | undefined {
  const [hierarchy] = cgroupHierarchies().filter(path => /\/(memory|cgroup)$/.test(path));
  if (!hierarchy) return `no memory controller under ${CGROUPS}`;
  const probe = join(hierarchy, `spicedb-portal-lab-probe-${process.pid}`);
  try {
    mkdirSync(probe);
    rmdirSync(probe);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const OVERLAY =
  'd=$(mktemp -d) && trap "rm -rf $d" EXIT && mount -t tmpfs tmpfs $d && mkdir $d/l $d/u $d/w $d/m && mount -t overlay overlay -o lowerdir=$d/l,upperdir=$d/u,workdir=$d/w $d/m && umount $d/m $d';

const BEFORE_PACKAGES: Right[] = [
  {
    what: 'Linux',
    missing: () => (process.platform === 'linux' ? undefined : `this is ${process.platform}`),
    remedy: 'Run the lab on Linux, in a virtual machine for example.',
  },
  {
    what: 'root',
    missing: () => (process.getuid?.() === 0 ? undefined : `this is user ${process.getuid?.()}`),
    remedy: 'Run "sudo ./dev lab up". Only the lab needs root; ./dev start and ./dev test do not.',
  },
  {
    what: 'Debian packages (apt-get)',
    missing: () => refused(attempt('apt-get', ['--version'])),
    remedy: 'Run the lab on Debian 12 or a relative of it.',
  },
  {
    what: 'new network, mount, process and host name namespaces',
    missing: () =>
      refused(
        attempt('unshare', [
          '--net',
          '--mount',
          '--pid',
          '--uts',
          '--fork',
          '--mount-proc',
          '--propagation',
          'private',
          'true',
        ]),
      ),
    remedy:
      'In a container, start it with --privileged (CAP_SYS_ADMIN, CAP_NET_ADMIN and no seccomp filter on unshare).',
  },
  {
    what: 'overlay mounts',
    missing: () => refused(attempt('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', OVERLAY])),
    remedy: 'Load the kernel module with "modprobe overlay", or use a kernel that has it.',
  },
  {
    what: 'making cgroups',
    missing: cgroupMissing,
    remedy: 'In a container, mount /sys/fs/cgroup writable.',
  },
];

const refusedInANetworkOfItsOwn = (script: string) =>
  refused(attempt('unshare', ['--net', 'sh', '-c', script]));

const AFTER_PACKAGES: Right[] = [
  {
    what: 'bridges and veth pairs',
    missing: () =>
      refusedInANetworkOfItsOwn(
        'ip link add probe0 type bridge && ip link add probe1 type veth peer name probe2',
      ),
    remedy: 'Load the kernel modules with "modprobe bridge veth".',
  },
  {
    what: 'iptables with address translation',
    missing: () =>
      refusedInANetworkOfItsOwn('iptables -t nat -A POSTROUTING -m comment --comment probe -j MASQUERADE'),
    remedy: 'Load the kernel modules with "modprobe nf_tables nft_compat nf_nat xt_MASQUERADE xt_comment".',
  },
  {
    what: 'iptables that asks a program about packets, those of a bridge too',
    missing: () =>
      refusedInANetworkOfItsOwn(
        'grep -q 1 /proc/sys/net/bridge/bridge-nf-call-iptables && iptables -t mangle -A FORWARD -m conntrack --ctstate NEW -j NFQUEUE',
      ),
    remedy: 'Load the kernel modules with "modprobe br_netfilter nfnetlink_queue xt_NFQUEUE xt_conntrack".',
  },
  {
    what: 'containerd',
    missing: () => refused(attempt('containerd', ['--version'])),
    remedy: 'Reinstall it with "apt-get install --reinstall containerd runc".',
  },
];

/** Throws one error that names every right that is missing, before anything is built. */
function demand(rights: Right[]): void {
  const lacking = rights.flatMap(({ what, missing, remedy }) => {
    const why = missing();
    return why ? [{ what, why, remedy }] : [];
  });
  if (lacking.length === 0) return;
  throw new LabError(
    `the lab cannot run here:\n${lacking.map(({ what, why }) => `  - ${what}: ${why}`).join('\n')}`,
    lacking.map(({ remedy }) => remedy).join('\n'),
  );
}

/** Without these every later answer would be "permission denied", which helps nobody. */
export const demandRoot = () => demand(BEFORE_PACKAGES.slice(0, 2));

export const demandRightsBeforePackages = () => demand(BEFORE_PACKAGES);

export const demandRightsAfterPackages = () => demand(AFTER_PACKAGES);

/** A second kubelet on one machine would fight over the same cgroups. */
export function demandNoOtherNode(): void {
  const taken = cgroupHierarchies()
    .map(hierarchy => join(hierarchy, 'kubepods'))
    .filter(path => existsSync(path) && hasProcesses(path));
  if (taken.length === 0) return;
  throw new LabError(
    `this machine already runs a Kubernetes node (${taken[0]} holds processes)`,
    'Stop that node first, or run the lab on another machine.',
  );
}

function hasProcesses(cgroup: string): boolean {
  const own = join(cgroup, 'cgroup.procs');
  if (existsSync(own) && readFileSync(own, 'utf8').trim()) return true;
  return readdirSync(cgroup, { withFileTypes: true }).some(
    entry => entry.isDirectory() && hasProcesses(join(cgroup, entry.name)),
  );
}
