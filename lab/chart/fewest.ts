/** Looks at a number again and again while something is done, and keeps the smallest. */
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EACH_MS = 150;

export async function fewestDuring<T>(
  count: () => Promise<number>,
  work: () => Promise<T>,
): Promise<{ fewest: number; looks: number; outcome: T }> {
  let fewest = Number.POSITIVE_INFINITY;
  let looks = 0;
  let goesOn = true;
  const look = async () => {
    while (goesOn) {
      fewest = Math.min(fewest, await count());
      looks += 1;
      await pause(LOOK_EACH_MS);
    }
  };
  const workThenStop = async () => {
    try {
      return await work();
    } finally {
      goesOn = false;
    }
  };
  const [outcome] = await Promise.all([workThenStop(), look()]);
  return { fewest, looks, outcome };
}
