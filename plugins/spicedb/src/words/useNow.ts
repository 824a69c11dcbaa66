import { useCallback, useSyncExternalStore } from 'react';

/** Ages are shown in steps of this: a number that changes each second only draws the eye. */
export const stepMs = 10_000;

export type Subscribe = (listener: () => void) => () => void;

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
    }, stepMs);
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
 * What the time comes to, looked at by one clock for the whole document. Only
 * who then shows something else is drawn anew.
 */
export function useTimeAs(shown: (now: number) => string, subscribeToMore?: Subscribe): string {
  const subscribeToAll = useCallback(
    (listener: () => void) => {
      const leave = [subscribe(listener), subscribeToMore?.(listener)];
      return () => leave.forEach(each => each?.());
    },
    [subscribeToMore],
  );
  return useSyncExternalStore(subscribeToAll, () => shown(now));
}
