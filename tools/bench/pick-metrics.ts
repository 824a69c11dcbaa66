import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Benchmark } from '../dev/bench.ts';
import { inRoot } from '../dev/lib/paths.ts';
import { fromCore, millisInTurns } from './lib/core.ts';

interface Sample {
  name: string;
}
type Parse = (text: string) => Sample[];

/** A page as SpiceDB serves it, with all its families and buckets. */
const page = inRoot(
  'recordings',
  'reference',
  'spicedb',
  'metrics',
  'FULL-ring-healthy.member1.openmetrics.txt',
);
const family = 'spicedb_dispatch_check_total';

/** The families of a page are picked out in one pass, beside a parser that reads all of them. */
export const benchmark: Benchmark = {
  what: 'our families are picked out of a whole metrics page',
  times: 5,
  counts: 'median',
  async measure() {
    const text = readFileSync(page, 'utf8');
    const parse = createRequire(inRoot('package.json'))('parse-prometheus-text-format') as Parse;
    const { pickSamples } = fromCore<{ pickSamples: Parse }>('index.ts');
    const read = (by: Parse) => {
      if (!by(text).some(({ name }) => name === family)) throw new Error(`${family} was not found.`);
    };
    const [ours, general] = millisInTurns([() => read(pickSamples), () => read(parse)]);
    return [
      {
        what: 'picking',
        value: ours / general,
        unit: 'of parsing it all',
        limit: 0.1,
        from: `${ours.toFixed(2)} ms against ${general.toFixed(2)} ms`,
      },
    ];
  },
};
