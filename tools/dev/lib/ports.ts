import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { Problem } from '../bootstrap/problem.mjs';

export interface DemoPorts {
  portal: number;
  git: number;
  kubernetes: number;
}

export const defaultPort = 3000;

export const portsFrom = (first: number): DemoPorts => ({
  portal: first,
  git: first + 1,
  kubernetes: first + 2,
});

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      // A machine without IPv6 has nobody there either.
      else if (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL') resolve(true);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function isFree(port: number): Promise<boolean> {
  for (const host of ['0.0.0.0', '127.0.0.1', '::', '::1']) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

/** Refuses, with the name of the holder and a way out, unless all three ports are free. */
export async function requireFree(ports: DemoPorts): Promise<void> {
  for (const port of Object.values(ports)) {
    if (await isFree(port)) continue;
    const { portal: other } = await findFreePorts(ports.portal + 10);
    throw new Problem(
      'portTaken',
      `Port ${port} is taken by ${holderOf(port) ?? 'a process that this user may not see'}.`,
      `Stop it, or choose another port: ./dev start --port ${other} (uses ${other} to ${other + 2}).`,
    );
  }
}

/** Three free ports in a row, from the given one upwards. */
export async function findFreePorts(from: number): Promise<DemoPorts> {
  for (let first = from; first < 65_000; first += 10) {
    const ports = portsFrom(first);
    const free = await Promise.all(Object.values(ports).map(isFree));
    if (free.every(Boolean)) return ports;
  }
  throw new Problem(
    'portTaken',
    `No three ports in a row are free from ${from} on.`,
    'Stop what holds them.',
  );
}

/** Who listens there, as far as this user may know. */
export function holderOf(port: number): string | undefined {
  const pid = process.platform === 'linux' ? listenerOnLinux(port) : listenerByLsof(port);
  return pid === undefined ? undefined : `process ${pid} (${commandOf(pid)})`;
}

function listenerOnLinux(port: number): number | undefined {
  const sockets = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(table => listeningSockets(table, port)),
  );
  if (sockets.size === 0) return undefined;
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const pid = pids.find(candidate => openFiles(candidate).some(file => sockets.has(file)));
  return pid === undefined ? undefined : Number(pid);
}

const listening = '0A';

function listeningSockets(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  try {
    return readFileSync(table, 'utf8')
      .split('\n')
      .slice(1)
      .map(line => line.trim().split(/\s+/))
      .filter(columns => columns[1]?.endsWith(`:${wanted}`) && columns[3] === listening)
      .map(columns => `socket:[${columns[9]}]`);
  } catch {
    return [];
  }
}

function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap(file => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${file}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

function listenerByLsof(port: number): number | undefined {
  try {
    const output = execFileSync('lsof', ['-t', `-iTCP:${port}`, '-sTCP:LISTEN'], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return Number(output.split('\n')[0]) || undefined;
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    return command.trim().slice(0, 100) || 'unnamed';
  } catch {
    return 'ended meanwhile';
  }
}
