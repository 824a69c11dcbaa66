import { enclosureInit } from './enclosure.ts';
import { memoryOfTreeMiB } from './processes.ts';
import { serverStatuses } from './servers.ts';

/** Memory of the servers and of all pods, in MiB. */
export function memoryOfLabMiB(): number {
  const init = enclosureInit();
  const servers = serverStatuses().reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  // The shims of containers are children of the enclosure's first process.
  return servers + (init ? memoryOfTreeMiB(init.pid) : 0);
}

const SAMPLE_EVERY_MS = 10_000;

/** Looks at the memory again and again; the function that comes back ends that and tells the most. */
export function watchMemory(): () => number {
  let most = memoryOfLabMiB();
  const timer = setInterval(() => (most = Math.max(most, memoryOfLabMiB())), SAMPLE_EVERY_MS);
  return () => {
    clearInterval(timer);
    return most;
  };
}
