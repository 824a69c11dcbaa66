/** Dates in answers have whole seconds and travel for a while, so small differences are none. */
const countsFromMs = 5_000;

/** The time of the cluster, which its answers tell where this machine has it wrong. */
export class ClusterClock {
  /** How far the cluster's clock is ahead of this machine's. */
  offsetMs = 0;

  now = () => Date.now() + this.offsetMs;

  hear = (time: number) => {
    const offset = time - Date.now();
    const offsetMs = Math.abs(offset) < countsFromMs ? 0 : offset;
    if (Math.abs(offsetMs - this.offsetMs) >= countsFromMs) this.offsetMs = offsetMs;
  };
}
