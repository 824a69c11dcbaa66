import { readFileSync } from 'node:fs';

/** A process, told apart from a later one with the same number by the time of its start. */
export interface ProcessId {
  pid: number;
  /** Clock ticks after boot, from /proc. */
  started: number;
}

interface Stat {
  parent: number;
  started: number;
  zombie: boolean;
}

// The second field holds the name, which may hold spaces and brackets: count from the last bracket.
function statOf(pid: number): Stat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { zombie: fields[0] === 'Z', parent: Number(fields[1]), started: Number(fields[19]) };
  } catch {
    return undefined;
  }
}

export function identify(pid: number): ProcessId | undefined {
  const stat = statOf(pid);
  return stat && !stat.zombie ? { pid, started: stat.started } : undefined;
}

export const isRunning = ({ pid, started }: ProcessId) => identify(pid)?.started === started;

export function childrenOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children.trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Memory of a process and all below it, in MiB, without the files that they map, which many share. */
export function memoryOfTreeMiB(pid: number): number {
  let own = 0;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    own = Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
  return childrenOf(pid).reduce((sum, child) => sum + memoryOfTreeMiB(child), own);
}
