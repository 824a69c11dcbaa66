import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Every process that this one started, directly or not; also those that lead a group of their own. */
export function descendants(of: number = process.pid): number[] {
  const children = new Map<number, number[]>();
  for (const [pid, parent] of process.platform === 'linux' ? parentsFromProc() : parentsFromPs()) {
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid: number): number[] =>
    (children.get(pid) ?? []).flatMap(child => [child, ...below(child)]);
  return below(of);
}

/** Whether it still runs: one that ended but was not collected, as in a container without an init, does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || statusOf(pid)[0] !== 'Z';
  } catch {
    return false;
  }
}

/** State, parent and so on: the command before them stands in brackets and may hold anything. */
const statusOf = (pid: number) =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];

function parentsFromProc(): Array<[number, number]> {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap((name): Array<[number, number]> => {
      try {
        return [[Number(name), Number(statusOf(Number(name))[1])]];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

function parentsFromPs(): Array<[number, number]> {
  const output = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' });
  return output
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number) as [number, number]);
}
