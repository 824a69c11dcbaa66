/** What a lab could leave on the machine: looked at before and after, the two must be the same. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './commands.ts';
import { LOCK, STATE } from './paths.ts';
import { cgroupHierarchies, NODE_CGROUPS } from './rights.ts';

/** Lines of text by what they tell of. */
export type Traces = Record<string, string[]>;

const lines = (command: string, args: string[]) => attempt(command, args).output.split('\n').filter(Boolean);

// The programs that a lab starts. Outside of its network they are somebody else's.
const PROGRAMS =
  /^(containerd|containerd-shim.*|etcd|hyperkube|kube-.*|kubelet|coredns|argocd.*|redis-server|postgres|spicedb|pause|policies|traffic|lab-init|unshare)$/;

function processes(): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
        const elsewhere = readlinkSync(`/proc/${pid}/ns/net`) !== readlinkSync('/proc/self/ns/net');
        return elsewhere && PROGRAMS.test(name) ? [`${pid} ${name}`] : [];
      } catch {
        return [];
      }
    });
}

// Fixed places that Kubernetes, containerd, CNI, PostgreSQL and redis are known to write to.
const PLACES = [
  '/run',
  '/var/lib',
  '/var/log',
  '/var/cache',
  '/etc',
  '/etc/cni',
  '/opt',
  '/usr/libexec',
  '/usr/sbin',
  '/var/lib/cni',
  '/var/lib/kubelet',
  '/run/containerd',
  '/run/postgresql',
  '/run/lock',
];

const entries = (folder: string) =>
  existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : [];

function cgroups(): string[] {
  return cgroupHierarchies().flatMap(hierarchy =>
    NODE_CGROUPS.map(name => join(hierarchy, name)).filter(existsSync),
  );
}

/** Everything of the machine outside that a lab could have changed. */
export function traces(): Traces {
  return {
    processes: processes(),
    mounts: readFileSync('/proc/self/mounts', 'utf8').split('\n').filter(Boolean),
    interfaces: lines('ip', ['-o', 'link']).map(line => line.replace(/ state .*| qlen .*/, '')),
    routes: lines('ip', ['route', 'show', 'table', 'all']),
    'firewall rules': [...lines('iptables-save', []), ...lines('ip6tables-save', [])].filter(
      line => !/^#|^:/.test(line),
    ),
    'named network namespaces': lines('ip', ['netns', 'list']),
    cgroups: cgroups(),
    files: [...PLACES.flatMap(entries), STATE, LOCK].filter(existsSync),
    settings: [
      'net/ipv4/ip_forward',
      'net/bridge/bridge-nf-call-iptables',
      'vm/overcommit_memory',
      'kernel/panic',
    ]
      .map(name => join('/proc/sys', name))
      .filter(existsSync)
      .map(path => `${path} ${readFileSync(path, 'utf8').trim()}`),
  };
}

/** What is in the second look and was not in the first, or the other way round, one line each. */
export function differences(before: Traces, after: Traces): string[] {
  return Object.keys(before).flatMap(kind => {
    const was = new Set(before[kind]);
    const is = new Set(after[kind]);
    return [
      ...[...is].filter(line => !was.has(line)).map(line => `${kind}: left behind: ${line}`),
      ...[...was].filter(line => !is.has(line)).map(line => `${kind}: missing now: ${line}`),
    ];
  });
}
