import { createContext, useContext } from 'react';
import { useTimeInWords } from './useNow';
import { useWords, type Words } from './useWords';

/** How far this machine's clock is behind the clusters'. */
export const ClockOffset = createContext(0);

export function timeInWords({ t }: Pick<Words, 't'>, ms: number) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return t('time.seconds', { number: String(seconds) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return t('time.minutes', { number: String(minutes) });
  const hours = Math.round(minutes / 60);
  if (hours < 36) return t('time.hours', { number: String(hours) });
  return t('time.days', { number: String(Math.round(hours / 24)) });
}

/** How long ago something was, kept up to date. */
export function useAgo(at: number): string {
  const words = useWords();
  const offset = useContext(ClockOffset);
  return useTimeInWords(now => {
    const age = now + offset - at;
    return age < 2000 ? words.t('age.now') : words.t('age.ago', { time: timeInWords(words, age) });
  });
}

export function Ago({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{useAgo(at)}</time>;
}

/** An age without the word "ago", for the narrow columns of tables. */
export function Since({ at }: { at: number }) {
  const words = useWords();
  const offset = useContext(ClockOffset);
  const since = useTimeInWords(now => timeInWords(words, now + offset - at));
  return <time dateTime={new Date(at).toISOString()}>{since}</time>;
}
