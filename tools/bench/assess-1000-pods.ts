import type { Benchmark } from '../dev/bench.ts';
import { judgementOf, millisOf } from './lib/core.ts';

export const benchmark: Benchmark = {
  what: 'a thousand pods are judged',
  unit: 'ms',
  limit: 20,
  times: 3,
  measure: async () => millisOf(judgementOf(1_000)),
};
