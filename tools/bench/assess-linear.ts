import type { Benchmark } from '../dev/bench.ts';
import { judgementOf, millisInTurns } from './lib/core.ts';

/** Ten would be it to the letter. Larger lists outlive more garbage collections; a square would be a hundred. */
const limit = 20;

export const benchmark: Benchmark = {
  what: 'ten times the pods take about ten times the time',
  times: 5,
  counts: 'median',
  async measure() {
    // Ten instances of a thousand pods fill as much memory as one of ten thousand. Judged in turn, they
    // leave the processor's caches no less behind, and what remains is the work itself.
    const ten = Array.from({ length: 10 }, () => judgementOf(1_000));
    const [all, tenThousand] = millisInTurns([() => ten.forEach(judge => judge()), judgementOf(10_000)]);
    const thousand = all / ten.length;
    return [
      {
        what: '10,000 pods',
        value: tenThousand / thousand,
        unit: 'times what 1,000 take',
        limit,
        from: `${tenThousand.toFixed(1)} ms against ${thousand.toFixed(1)} ms`,
      },
    ];
  },
};
