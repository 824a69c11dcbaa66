import { performance } from 'node:perf_hooks';

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** Tells a person which step of how many is under way, what it does, and how long it took. */
export class Progress {
  private readonly total: number;
  private done = 0;
  private readonly began = performance.now();

  constructor(total: number) {
    this.total = total;
  }

  /** Does one step. The work may say more with `note`, and returns a word on the outcome or nothing. */
  async step(what: string, work: (note: (text: string) => void) => Promise<string | void>): Promise<void> {
    const began = performance.now();
    this.done += 1;
    process.stdout.write(`step ${this.done} of ${this.total}: ${what}\n`);
    const outcome = await work(text => process.stdout.write(`    ${text}\n`));
    process.stdout.write(`    ${outcome ? `${outcome}, ` : ''}${seconds(performance.now() - began)}\n`);
  }

  elapsed(): string {
    return seconds(performance.now() - this.began);
  }
}
