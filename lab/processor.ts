/** What part of the processors the pods get when the machine has other work too. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabNode } from './nodes.ts';
import { cgroupHierarchies } from './rights.ts';

// By the largest share that each version of cgroups knows (v1: of 2 to 262144, v2: of 1 to 10000).
const SHARES: Record<string, string> = { 'cpu.shares': '262144', 'cpu.weight': '10000' };

/**
 * Lets the pods of a node go before everything else on the machine. A kubelet gives all of them together the weight of two
 * ordinary processes, so that beside a busy test runner a call to SpiceDB would be late through no fault of its own.
 */
export function favourPods({ cgroup }: LabNode): void {
  for (const hierarchy of cgroupHierarchies()) {
    for (const [file, share] of Object.entries(SHARES)) {
      const above = cgroup === '/' ? [] : [join(hierarchy, cgroup, file)];
      for (const path of [...above, join(hierarchy, cgroup, 'kubepods', file)]) {
        if (existsSync(path)) writeFileSync(path, share);
      }
    }
  }
}
