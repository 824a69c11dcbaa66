import { useSyncExternalStore } from 'react';

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (!timer) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/**
 * What the time comes to in words, looked at once a second by one clock for
 * the whole document. Only who then says something else is drawn anew.
 */
export function useTimeInWords(inWords: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => inWords(now));
}
