import { enclosureInit } from './enclosure.ts';
import { residentMiB } from './processes.ts';
import { serverStatuses } from './servers.ts';

/** Resident memory of the servers and of all pods, in MiB; what processes share counts for each. */
export function memoryOfLabMiB(): number {
  const init = enclosureInit();
  const servers = serverStatuses().reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  // The shims of containers are children of the enclosure's first process.
  return servers + (init ? residentMiB(init.pid) : 0);
}

const SAMPLE_EVERY_MS = 5_000;

/** Looks at the memory again and again; the function that comes back ends that and tells the most. */
export function watchMemory(): () => number {
  let most = memoryOfLabMiB();
  const timer = setInterval(() => (most = Math.max(most, memoryOfLabMiB())), SAMPLE_EVERY_MS);
  return () => {
    clearInterval(timer);
    return most;
  };
}
