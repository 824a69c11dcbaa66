import type { Answer, UnseenReason } from '@spicedb-portal/backstage-plugin-spicedb-common';

/**
 * Refusals that say something about now: what was seen before is then no
 * longer true, or no longer this user's to see.
 */
const decisive: ReadonlySet<UnseenReason['kind']> = new Set([
  'notAsked',
  'notFound',
  'notInstalled',
  'forbidden',
  'portalRefused',
]);

/** Keeps what was seen last, with its age, while its source fails to answer. */
export function keepLastGood<T>(now: Answer<T>, before?: Answer<T>): Answer<T> {
  if (now.state !== 'unseen' || !before || before.state === 'unseen') return now;
  if (decisive.has(now.reason.kind)) return now;
  return {
    state: 'stale',
    at: before.at,
    value: before.value,
    reason: now.reason,
  };
}
