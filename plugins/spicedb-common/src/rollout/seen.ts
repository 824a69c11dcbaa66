import type { Answer, UnseenReason } from './answer';
import type { Condition } from './objects';

/** Data older than this is no longer a basis for calling something well. */
export const tooOldMs = 5 * 60_000;

export function valueOf<T>(answer: Answer<T>): T | undefined {
  return answer.state === 'unseen' ? undefined : answer.value;
}

export function listOf<T>(answer: Answer<T[]>): T[] {
  return valueOf(answer) ?? [];
}

/** The source itself said that the thing does not exist: that is knowledge, not blindness. */
export function isAbsent(answer: Answer<unknown>): boolean {
  return answer.state === 'unseen' && answer.reason.kind === 'notFound' && !isUnknownCluster(answer.reason);
}

/** The portal has no cluster of that name: nothing was asked, and nothing is known of what is on it. */
export function isUnknownCluster(reason: UnseenReason): boolean {
  return reason.kind === 'notFound' && reason.resource === 'clusters';
}

export function timeOf(text: string | null | undefined): number | undefined {
  const time = text ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

export function condition(conditions: Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find(c => c.type === type);
}

export function isTrue(conditions: Condition[] | undefined, type: string): boolean {
  return condition(conditions, type)?.status === 'True';
}

/** The part of an image after the colon; a digest says nothing about a version. */
export function versionOfImage(image: string | undefined): string | undefined {
  if (image === undefined) return undefined;
  // Without cutting the text into pieces: each pod of a large fleet has its version read.
  const digest = image.indexOf('@');
  const end = digest < 0 ? image.length : digest;
  const colon = image.indexOf(':', image.lastIndexOf('/', end - 1) + 1);
  return colon >= 0 && colon < end ? image.slice(colon + 1, end) : undefined;
}
