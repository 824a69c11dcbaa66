import { createContext, useContext } from 'react';
import { stepMs, useTimeAs } from './useNow';
import { useWords, type Words } from './useWords';

/** How far this machine's clock is behind the clusters'. */
export const ClockOffset = createContext(0);

type Unit = 'seconds' | 'minutes' | 'hours' | 'days';

/** A time by its number and unit, as one text, so that it is plain whether something else is to be shown. */
type Amount = `${number} ${Unit}`;

function amountOf(ms: number): Amount {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 36 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

function inWords({ t }: Pick<Words, 't'>, amount: Amount) {
  const [number, unit] = amount.split(' ') as [string, Unit];
  return t(`time.${unit}`, { number });
}

export function timeInWords(words: Pick<Words, 't'>, ms: number) {
  return inWords(words, amountOf(ms));
}

/** How old something is, in steps; kept up to date. */
function useAge(at: number): Amount {
  const offset = useContext(ClockOffset);
  return useTimeAs(now => amountOf(Math.floor((now + offset - at) / stepMs) * stepMs)) as Amount;
}

/** How long ago something was, kept up to date. */
export function useAgo(at: number): string {
  const words = useWords();
  const age = useAge(at);
  return age === '0 seconds' ? words.t('age.now') : words.t('age.ago', { time: inWords(words, age) });
}

export function Ago({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{useAgo(at)}</time>;
}

/** An age without the word "ago", for the narrow columns of tables. */
export function Since({ at }: { at: number }) {
  const words = useWords();
  const since = inWords(words, useAge(at));
  return <time dateTime={new Date(at).toISOString()}>{since}</time>;
}
