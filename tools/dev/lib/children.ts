import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { exitCodes } from '../bootstrap/problem.mjs';
import { descendants, isRunning } from './descendants.ts';

/**
 * Every child leads a process group of its own, so that a child's children end with it, and Ctrl-C
 * reaches them in an order we choose.
 */
const running = new Set<ChildProcess>();

export function startChild(command: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  running.add(child);
  child.on('error', () => running.delete(child));
  child.on('exit', () => {
    // Whoever the child left behind goes as well.
    signalGroup(child, 'SIGKILL');
    running.delete(child);
  });
  return child;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is empty already.
  }
}

const patienceMs = 5_000;

/** Asks every child to end, insists after a while, and returns when all are gone. */
export async function stopChildren(): Promise<void> {
  const everybody = descendants();
  await Promise.all(
    [...running].map(child => {
      const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
      signalGroup(child, 'SIGTERM');
      const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), patienceMs);
      return gone.finally(() => clearTimeout(insist));
    }),
  );
  // Who leads a group of its own was not reached: Playwright's browser and the demo that it starts.
  await endAll(everybody);
}

async function endAll(pids: number[]) {
  const left = () => pids.filter(isRunning);
  for (const pid of left()) signalTo(pid, 'SIGTERM');
  const giveUpAt = Date.now() + patienceMs;
  while (left().length > 0 && Date.now() < giveUpAt) await pause(50);
  for (const pid of left()) signalTo(pid, 'SIGKILL');
}

function signalTo(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}

const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** From here on Ctrl-C, a polite kill and a closed terminal all end the children first. */
export function endChildrenWithUs(beforehand: () => void = () => {}) {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    beforehand();
    void stopChildren().then(() => process.exit(exitCodes.interrupted));
  };
  for (const signal of signals) process.on(signal, end);
  process.on('exit', () => {
    for (const child of running) signalGroup(child, 'SIGKILL');
  });
}
