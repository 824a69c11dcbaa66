/** What is in doubt is sampled at most this often, however often the rest is read. */
const inDoubtEachMs = 15_000;
/** As often as everything else is read while nothing happens. */
const atRestEachMs = 60_000;

/** When the calls of pods are to be counted again. */
export class MetricsPace {
  private lastAt = -Infinity;
  private looks = 0;

  get isFirst() {
    return this.looks === 0;
  }

  looked(at: number) {
    this.lastAt = at;
    this.looks += 1;
  }

  /** One look counts calls; only a second one tells whether any were made since. */
  isDue(now: number, inDoubt: boolean): boolean {
    const eachMs = inDoubt || this.looks < 2 ? inDoubtEachMs : atRestEachMs;
    return now - this.lastAt >= eachMs;
  }
}
