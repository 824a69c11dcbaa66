/**
 * Why a source could not be read. Every kind leads to different advice, so the
 * reason travels with the answer instead of being flattened into a message.
 *
 * @public
 */
export type UnseenReason =
  | { kind: 'notAsked'; because: string }
  /** It is asked next, so that not knowing it is no finding. */
  | { kind: 'notYet' }
  | {
      kind: 'forbidden';
      verb: string;
      apiGroup: string;
      resource: string;
      namespace?: string;
      cluster: string;
    }
  /** The portal itself, not the cluster, does not let this user ask. */
  | { kind: 'portalRefused'; permission: string }
  | { kind: 'unauthenticated'; cluster: string }
  | { kind: 'notInstalled'; apiGroup: string; resource: string; cluster: string }
  | { kind: 'notFound'; resource: string; name: string; cluster: string }
  | { kind: 'tooManyRequests'; retryAfterMs?: number; cluster: string }
  | { kind: 'serverError'; status: number; message: string; cluster: string }
  | { kind: 'unreachable'; message: string; cluster: string }
  | { kind: 'timedOut'; afterMs: number; cluster: string }
  | { kind: 'unreadable'; message: string; cluster: string };

/**
 * What one source answered. `stale` keeps the last good value with the time it
 * was seen, so that old data stays on screen and is called old.
 *
 * @public
 */
export type Answer<T> =
  | { state: 'seen'; at: number; value: T }
  | { state: 'stale'; at: number; value: T; reason: UnseenReason }
  | { state: 'unseen'; reason: UnseenReason };
