import { performance } from 'node:perf_hooks';

export interface Step {
  what: string;
  /** Does the work, and may return a few words on how it went. */
  work: () => Promise<string | void>;
}

const stopwatch = () => {
  const began = performance.now();
  return () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
};

/** Says which step of how many is under way, what it does, and how long it took. */
export async function takeSteps(steps: Step[]): Promise<string> {
  const sinceStart = stopwatch();
  for (const [index, { what, work }] of steps.entries()) {
    const announcement = `step ${index + 1} of ${steps.length}: ${what}`;
    const elapsed = stopwatch();
    process.stdout.write(`${announcement} ... `);
    const ticker = process.stdout.isTTY
      ? setInterval(() => process.stdout.write(`\r${announcement} ... ${elapsed()} `), 1000)
      : undefined;
    try {
      const outcome = await work();
      const lineStart = process.stdout.isTTY ? `\r${announcement} ... ` : '';
      process.stdout.write(`${lineStart}${outcome ?? 'done'} (${elapsed()})\n`);
    } catch (error) {
      process.stdout.write(`failed after ${elapsed()}\n`);
      throw error;
    } finally {
      clearInterval(ticker);
    }
  }
  return sinceStart();
}
