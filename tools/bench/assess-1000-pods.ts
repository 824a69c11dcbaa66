import type { Benchmark } from '../dev/bench.ts';
import { judgementOf, millisOf } from './lib/core.ts';

export const benchmark: Benchmark = {
  what: 'a thousand pods are judged',
  times: 3,
  measure: async () => [
    { what: 'one judgement', value: millisOf(judgementOf(1_000)), unit: 'ms', limit: 20 },
  ],
};
