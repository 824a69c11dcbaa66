import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Benchmark } from '../dev/bench.ts';
import { fromCore } from './lib/core.ts';

interface File {
  path: string;
  content: string;
}

interface Core {
  parseInstance(input: object, config: unknown): { ok: boolean; instance: unknown };
  renderInstance(instance: unknown, config: unknown): File[];
  planUpdate(files: File[], change: object, config: unknown): { ok: boolean };
  validateInstanceFolder(files: File[], config: unknown): { severity: string }[];
}

// Without a flag on the command line there is no other way to it.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const few = 100;
const many = 1_000;

/**
 * What becomes of an instance in a repository that holds more and more of them: rendered, kept, changed
 * and validated. Neither its time nor its memory may grow with the number of the others.
 */
export const benchmark: Benchmark = {
  what: 'a thousand instances in one repository',
  times: 3,
  counts: 'median',
  async measure() {
    const { portalConfig } = fromCore<{ portalConfig(): unknown }>('__fixtures__/instances.ts');
    const core = fromCore<Core>('index.ts');
    const config = portalConfig();
    const repository = new Map<string, File[]>();

    /** Milliseconds for each of the instances from one number to another. */
    const liveThrough = (from: number, to: number): number => {
      const began = performance.now();
      for (let number = from; number < to; number += 1) {
        const input = { name: `instance-${number}`, environment: 'staging', engine: 'postgres' };
        const parsed = core.parseInstance(input, config);
        if (!parsed.ok) throw new Error(`${input.name} is refused.`);
        const files = core.renderInstance(parsed.instance, config);
        repository.set(input.name, files);
        const wrong = core.validateInstanceFolder(files, config);
        if (wrong.some(({ severity }) => severity === 'error')) throw new Error(`${input.name} has errors.`);
        if (!core.planUpdate(files, { logLevel: 'debug' }, config).ok) throw new Error('No update.');
      }
      return (performance.now() - began) / (to - from);
    };
    const heapMiB = () => {
      collectGarbage();
      return process.memoryUsage().heapUsed / 1024 / 1024;
    };

    liveThrough(0, few);
    repository.clear();
    const empty = heapMiB();
    const firstMillis = liveThrough(0, few);
    const withFew = heapMiB();
    liveThrough(few, many - few);
    const lastMillis = liveThrough(many - few, many);
    const withMany = heapMiB();
    const kibEach = (mib: number, count: number) => (mib * 1024) / count;
    const [first, all] = [kibEach(withFew - empty, few), kibEach(withMany - empty, many)];
    const text = [...repository.values()].flat().reduce((sum, { content }) => sum + content.length, 0);
    return [
      {
        what: 'time of one, the last hundred against the first',
        value: lastMillis / firstMillis,
        unit: 'times',
        limit: 1.5,
        from: `${firstMillis.toFixed(1)} ms, then ${lastMillis.toFixed(1)} ms`,
      },
      {
        what: 'memory of one, among a thousand',
        value: all,
        unit: 'KiB',
        limit: 32,
        from: `${first.toFixed(1)} KiB among a hundred; its files have ${kibEach(
          text / 1024 / 1024,
          many,
        ).toFixed(1)} KiB`,
      },
    ];
  },
};
