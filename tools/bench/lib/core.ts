import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { inRoot } from '../../dev/lib/paths.ts';

const require = createRequire(inRoot('package.json'));

/** Loads a source file of the core the way the backend loads packages while one works on them. */
export function fromCore<T>(file: string): T {
  require('@backstage/cli/config/nodeTransform.cjs');
  return require(inRoot('plugins', 'spicedb-common', 'src', file)) as T;
}

/** The quickest of many runs: whatever else goes on in a machine only adds to what the code itself takes. */
export function millisOf(work: () => void, times = 40): number {
  const millis = Array.from({ length: times }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  return Math.min(...millis);
}

/**
 * The least of the processor's time that two pieces of work took, which take turns for a while: what
 * else goes on in a machine then hits both, and each has the time to be compiled as well as it will be.
 */
export function millisInTurns(work: [() => void, () => void], forMs = 1_500): [number, number] {
  const best: [number, number] = [Infinity, Infinity];
  const endsAt = performance.now() + forMs;
  for (let rounds = 0; rounds < 40 || performance.now() < endsAt; rounds += 1) {
    for (const [index, each] of work.entries()) {
      const begin = process.cpuUsage();
      each();
      const { user, system } = process.cpuUsage(begin);
      best[index] = Math.min(best[index] as number, (user + system) / 1_000);
    }
  }
  return best;
}

/** Judges a recorded instance that has so many pods, half of them broken. */
export function judgementOf(pods: number): () => void {
  const { fleet } = fromCore<{ fleet(size: number): Record<'current' | 'now' | 'previous', unknown> }>(
    '__fixtures__/fleet.ts',
  );
  const { assess, spicedbProfile } = fromCore<{
    assess(input: object): { facts: { pods: unknown[] } };
    spicedbProfile: object;
  }>('index.ts');
  const { current, now, previous } = fleet(pods);
  return () => {
    const { facts } = assess({ current, now, previous, profile: spicedbProfile });
    if (facts.pods.length < pods) throw new Error(`${facts.pods.length} of ${pods} pods were judged.`);
  };
}
