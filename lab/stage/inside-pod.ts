/** The network of a pod, entered from outside: images of pods hold no shell and no tools. */
import { readdirSync, readFileSync } from 'node:fs';
import { LabError } from '../errors.ts';
import type { PodView } from './views.ts';

// The machine sees every process of the lab, and each tells the container that it belongs to.
function processIn(container: string): string | undefined {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .find(pid => {
      try {
        return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(container);
      } catch {
        return false;
      }
    });
}

/** The arguments of nsenter for a command with the machine's files and the network of a pod. */
export function enterPod({ name, containerId }: PodView): string[] {
  const pid = containerId && processIn(containerId.replace(/^containerd:\/\//, ''));
  if (!pid) {
    throw new LabError(`pod ${name} has no running container`, 'See "./dev lab kubectl get pods -A".');
  }
  return [`--net=/proc/${pid}/ns/net`, '--'];
}
