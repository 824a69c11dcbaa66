import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { demandInit, enter } from './enclosure.ts';
import { LabError } from './errors.ts';
import { BIN, inState } from './paths.ts';
import { childrenOf, identify, isRunning, memoryOfTreeMiB } from './processes.ts';
import type { ProcessId } from './processes.ts';

/** A long-running program of the lab. */
export interface Server {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
}

const RUN = inState('run');
const recordOf = (name: string) => `${RUN}/${name}.json`;
export const logOf = (name: string) => inState('log', `${name}.log`);

function running(name: string): ProcessId | undefined {
  if (!existsSync(recordOf(name))) return undefined;
  const id = JSON.parse(readFileSync(recordOf(name), 'utf8')) as ProcessId;
  return isRunning(id) ? id : undefined;
}

export const isServerRunning = (name: string) => running(name) !== undefined;

/** Starts a server inside the enclosure, or in the namespaces of a process there, unless it runs. */
export function ensureServer(
  { name, command, args, env = {} }: Server,
  inside = demandInit(),
): 'started' | 'running' {
  if (running(name)) return 'running';
  mkdirSync(RUN, { recursive: true });
  const log = openSync(logOf(name), 'a');
  const child = spawn('nsenter', [...enter('all', inside), command, ...args], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    env: { PATH: `${BIN}:/usr/sbin:/usr/bin:/sbin:/bin`, HOME: '/', ...env },
  });
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  const id = child.pid === undefined ? undefined : identify(child.pid);
  if (!id) throw new LabError(`${name} could not be started`, 'Run "./dev lab down", then "./dev lab up".');
  writeFileSync(recordOf(name), JSON.stringify(id));
  return 'started';
}

/** The server itself: nsenter, which is what was started, waits outside for it. */
export function processOf(name: string): ProcessId | undefined {
  const [pid] = childrenOf(running(name)?.pid ?? 0);
  return pid === undefined ? undefined : identify(pid);
}

/** Ends one server; the others go on. */
export function stopServer(name: string): void {
  const id = running(name);
  // nsenter waits outside for the server, its only child.
  for (const pid of id ? childrenOf(id.pid) : []) process.kill(pid, 'SIGKILL');
  rmSync(recordOf(name), { force: true });
}

export interface ServerStatus {
  name: string;
  running: boolean;
  pid?: number;
  memoryMiB: number;
}

/** Every server that this lab has ever started, and how it is. */
export function serverStatuses(): ServerStatus[] {
  if (!existsSync(RUN)) return [];
  return readdirSync(RUN)
    .map(file => file.replace(/\.json$/, ''))
    .sort()
    .map(name => {
      const id = running(name);
      return id
        ? { name, running: true, pid: id.pid, memoryMiB: memoryOfTreeMiB(id.pid) }
        : { name, running: false, memoryMiB: 0 };
    });
}
