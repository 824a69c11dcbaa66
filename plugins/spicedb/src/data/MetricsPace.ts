import type { Assessment, Snapshot } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { lacksMetrics, type MetricsWish } from './readMetrics';

/** What is in doubt is sampled at most this often, however often the rest is read. */
const inDoubtEachMs = 15_000;
/** As often as everything else is read while nothing happens. */
const atRestEachMs = 60_000;

/** When the calls of pods are to be counted again. */
export class MetricsPace {
  /** Absent where the platform has not switched metrics on. */
  private readonly wish?: MetricsWish;
  private lastAt = -Infinity;
  private looks = 0;

  constructor(wish: MetricsWish | undefined) {
    this.wish = wish;
  }

  looked(at: number) {
    this.lastAt = at;
    this.looks += 1;
  }

  /** The first verdict was shown without them. */
  awaitsFirst(last: Snapshot | undefined): boolean {
    return this.wish !== undefined && this.looks === 0 && Object.keys(last?.metrics ?? {}).length > 0;
  }

  /** What to ask for now, if anything. */
  wishOf(round: {
    now: number;
    last?: Snapshot;
    assessment?: Assessment;
    /** Somebody has the dispatch stage on screen. */
    isLookedAt: boolean;
  }): MetricsWish | undefined {
    const { now, last, assessment, isLookedAt } = round;
    const { wish } = this;
    if (!wish || !last) return undefined;
    if (this.awaitsFirst(last)) return wish;
    const state = assessment?.stages.at(-1)?.state;
    const inDoubt = state !== 'ok' && state !== 'notApplicable';
    // One look counts calls; only a second one tells whether any were made since.
    const eachMs = inDoubt || this.looks < 2 ? inDoubtEachMs : atRestEachMs;
    if (now - this.lastAt < eachMs) return undefined;
    return isLookedAt || inDoubt || lacksMetrics(last.metrics, wish.mostPods) ? wish : undefined;
  }
}
