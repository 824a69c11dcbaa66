import { setTimeout as pause } from 'node:timers/promises';
import { LabError, reasonOf } from './errors.ts';

export interface WaitOptions {
  timeoutMs: number;
  everyMs?: number;
  remedy?: string;
  signal?: AbortSignal;
}

/**
 * Asks until the answer is something, and gives it back. A question that throws counts as "not yet";
 * the last reason is part of the error, so that a timeout says what was missing.
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  { timeoutMs, everyMs = 100, remedy, signal }: WaitOptions,
): Promise<T> {
  const until = Date.now() + timeoutMs;
  let reason = '';
  for (;;) {
    signal?.throwIfAborted();
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      reason = reasonOf(error);
    }
    if (Date.now() > until) {
      throw new LabError(
        `waited ${Math.round(timeoutMs / 1000)} s for ${what}${reason && `; last answer: ${reason}`}`,
        remedy ?? 'Look at the logs that "./dev lab status" names.',
      );
    }
    await pause(everyMs);
  }
}
