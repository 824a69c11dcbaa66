/** What may be played at the same time, and in which order. */

interface Turns<T> {
  jobs: number;
  /** Whether two may not be played at the same time. */
  clash: (one: T, other: T) => boolean;
  /** How long it will probably last. */
  secondsOf: (item: T) => number;
}

/**
 * Plays `jobs` at a time, each as soon as nothing is played that it does not go with. What lasts longest begins
 * first, so that nothing of it is left over when all others have ended. The answers come in the order of the questions.
 */
export async function inTurns<T, R>(
  items: T[],
  { jobs, clash, secondsOf }: Turns<T>,
  play: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers = new Map<T, R>();
  const playing = new Map<T, Promise<void>>();
  const seconds = new Map(items.map(item => [item, secondsOf(item)]));
  const waiting = [...items].sort((one, other) => (seconds.get(other) ?? 0) - (seconds.get(one) ?? 0));
  const mayBegin = (item: T) => [...playing.keys()].every(other => !clash(item, other));
  while (waiting.length > 0 || playing.size > 0) {
    const next = playing.size < Math.max(1, jobs) ? waiting.find(mayBegin) : undefined;
    if (next === undefined) {
      await Promise.race(playing.values());
      continue;
    }
    waiting.splice(waiting.indexOf(next), 1);
    playing.set(
      next,
      play(next).then(answer => {
        answers.set(next, answer);
        playing.delete(next);
      }),
    );
  }
  return items.map(item => answers.get(item) as R);
}
