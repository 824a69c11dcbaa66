import { mapStrings, moveTimesInText, nameReplacer } from './rewrite.ts';
import { RECORDING_START } from './types.ts';
import type { KubernetesObject, TimelineEvent } from './types.ts';

export interface NormaliserOptions {
  /** When the recording began, in milliseconds of the real clock. */
  startedAt: number;
  /** Texts of the machine or the lab, and what to write in their place. */
  replace?: Record<string, string>;
}

const DAY = 24 * 3600 * 1000;

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

const DROPPED_ANNOTATIONS = ['kubectl.kubernetes.io/last-applied-configuration'];

// An Event is called after its object and the nanosecond of its making.
const EVENT_NAME = /\.([0-9a-f]{15,16})$/;

/** What a recording keeps of an object: never the data of a ConfigMap, never a Secret. */
function reduceObject(object: KubernetesObject): KubernetesObject {
  if (object.kind === 'Secret') {
    throw new Error(`Secret ${object.metadata.name} reached the recording; Secrets are never recorded`);
  }
  const { managedFields: _managed, selfLink: _link, ...metadata } = object.metadata;
  if (metadata.annotations) {
    metadata.annotations = Object.fromEntries(
      Object.entries(metadata.annotations).filter(([key]) => !DROPPED_ANNOTATIONS.includes(key)),
    );
  }
  const reduced: KubernetesObject = { ...object, metadata };
  if (object.kind === 'ConfigMap') {
    delete reduced.data;
    delete reduced.binaryData;
  }
  return reduced;
}

function collectVersions(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) value.forEach(part => collectVersions(part, into));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      if (key === 'resourceVersion' && typeof part === 'string') into.add(part);
      else collectVersions(part, into);
    }
  }
}

function renumberVersions<T>(value: T, numbers: Map<string, string>): T {
  if (Array.isArray(value)) return value.map(part => renumberVersions(part, numbers)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) =>
      key === 'resourceVersion' && typeof part === 'string'
        ? [key, numbers.get(part) ?? part]
        : [key, renumberVersions(part, numbers)],
    ),
  ) as T;
}

/**
 * Takes the machine and the hour out of recorded events: times count from
 * {@link RECORDING_START}, uids and resource versions are numbered in the order of their first
 * sight, and the given texts are replaced. The same happenings give the same text again.
 */
export function normaliseEvents(
  recorded: TimelineEvent[],
  { startedAt, replace = {} }: NormaliserOptions,
): TimelineEvent[] {
  const byMs = Date.parse(RECORDING_START) - startedAt;
  const rename = nameReplacer(replace);
  const uuids = new Map<string, string>();
  const numberUuid = (uuid: string) => {
    const known = uuids.get(uuid);
    if (known) return known;
    const next = `00000000-0000-4000-8000-${String(uuids.size + 1).padStart(12, '0')}`;
    uuids.set(uuid, next);
    return next;
  };
  const shiftEventName = (text: string) =>
    text.replace(EVENT_NAME, (whole, hex: string) => {
      const moved = BigInt(`0x${hex}`) + BigInt(byMs) * 1_000_000n;
      return moved > 0n ? `.${moved.toString(16)}` : whole;
    });
  const midnight = startedAt - (startedAt % DAY);
  const clean = (text: string) =>
    moveTimesInText(rename(text.replace(UUID, numberUuid)), at => at + byMs, midnight);

  const reduced = recorded.map(event =>
    'object' in event ? { ...event, object: reduceObject(event.object) } : event,
  );
  const versions = new Set<string>();
  collectVersions(reduced, versions);
  const numbers = new Map(
    [...versions].sort((a, b) => Number(a) - Number(b)).map((version, index) => [version, String(index + 1)]),
  );

  return renumberVersions(reduced, numbers).map(event => {
    const cleaned = mapStrings(event, clean);
    if ('object' in cleaned && cleaned.object.kind === 'Event') {
      cleaned.object.metadata.name = shiftEventName(cleaned.object.metadata.name);
    } else if ('gone' in cleaned && cleaned.gone.kind === 'Event') {
      cleaned.gone.name = shiftEventName(cleaned.gone.name);
    }
    return cleaned;
  });
}
