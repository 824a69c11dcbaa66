/** What may be played at the same time, and in which order. */

/**
 * Plays what may have company first, `jobs` at a time, then the rest one by one. The answers come in the
 * order of the questions.
 */
export async function inTurns<T, R>(
  items: T[],
  { jobs, alone }: { jobs: number; alone: (item: T) => boolean },
  play: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers = new Map<T, R>();
  const worker = async (queue: T[]) => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      answers.set(item, await play(item));
    }
  };
  const together = items.filter(item => !alone(item));
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, () => worker(together)));
  await worker(items.filter(alone));
  return items.map(item => answers.get(item) as R);
}
