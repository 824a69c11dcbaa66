import { createContext, useContext } from 'react';
import { stepMs, useTimeAs, type Subscribe } from './useNow';
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

/** Who reads each few seconds reads all there is in less than this. */
const readJustNowMs = 25_000;

function inMinutes(ms: number): Amount {
  if (ms < readJustNowMs) return '0 seconds';
  const minutes = Math.round(ms / 60_000);
  return minutes < 2 ? '1 minutes' : amountOf(minutes * 60_000);
}

/** How old something is, in steps; kept up to date. */
function useAge(at: number): Amount {
  const offset = useContext(ClockOffset);
  return useTimeAs(now => amountOf(Math.floor((now + offset - at) / stepMs) * stepMs)) as Amount;
}

function useAgeAgo(age: Amount): string {
  const words = useWords();
  return age === '0 seconds' ? words.t('age.now') : words.t('age.ago', { time: inWords(words, age) });
}

/** How long ago something was, kept up to date. */
export function useAgo(at: number): string {
  return useAgeAgo(useAge(at));
}

/** Something that is read again and again. */
export interface Reading {
  subscribe: Subscribe;
  getView(): { assessment?: { asOf: number } };
}

/**
 * How long ago something was read. Who reads all of it once in a minute has nothing to say by the
 * second, and a number that never stands still draws the eye to where nothing happens.
 */
export function useReadAgo({ subscribe, getView }: Reading): string {
  const offset = useContext(ClockOffset);
  const age = useTimeAs(now => inMinutes(now + offset - (getView().assessment?.asOf ?? now)), subscribe);
  return useAgeAgo(age as Amount);
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
