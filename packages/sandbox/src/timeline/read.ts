import { readFileSync } from 'node:fs';
import { RECORDING_START, TIMELINE_FORMAT } from './types.ts';
import type { Timeline, TimelineEvent, TimelineHeader } from './types.ts';

/** A recording that cannot be read; the message names the line and what it should have held. */
export class TimelineError extends Error {
  override name = 'TimelineError';
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasTexts = (value: unknown, fields: string[]): value is Json =>
  isObject(value) && fields.every(field => typeof value[field] === 'string');

const PAYLOADS: Record<string, { holds: (value: unknown) => boolean; wants: string }> = {
  object: {
    holds: value => hasTexts(value, ['apiVersion', 'kind']) && hasTexts(value.metadata, ['name']),
    wants: 'an object with apiVersion, kind and metadata.name',
  },
  gone: {
    holds: value => hasTexts(value, ['apiVersion', 'kind', 'name']),
    wants: 'a reference with apiVersion, kind and name',
  },
  log: {
    holds: value => hasTexts(value, ['pod', 'container', 'line']) && Number.isInteger(value.run),
    wants: 'pod, container, run (a whole number) and line',
  },
  metrics: {
    holds: value => hasTexts(value, ['pod', 'text']) || hasTexts(value, ['pod', 'refused']),
    wants: 'pod, and either text or refused',
  },
  mark: { holds: value => typeof value === 'string', wants: 'a sentence' },
};

function parseHeader(value: unknown, where: string): TimelineHeader {
  const fail = (what: string): never => {
    throw new TimelineError(`${where}: ${what}`);
  };
  if (!isObject(value)) return fail('the header must be a JSON object');
  if (value.format !== TIMELINE_FORMAT) {
    return fail(
      `format is ${JSON.stringify(
        value.format,
      )}, but this reader knows ${TIMELINE_FORMAT} only; record the case anew`,
    );
  }
  if (!hasTexts(value, ['name', 'title'])) return fail('the header needs name and title');
  if (value.start !== RECORDING_START) return fail(`start must be ${RECORDING_START}`);
  if (!Number.isInteger(value.durationMs)) return fail('durationMs must be a whole number');
  if (!hasTexts(value.recordedWith, ['kubernetes', 'argocd', 'spicedb', 'chart'])) {
    return fail('recordedWith needs kubernetes, argocd, spicedb and chart');
  }
  if (!hasTexts(value.names, ['instance', 'namespace', 'application', 'applicationNamespace'])) {
    return fail('names needs instance, namespace, application and applicationNamespace');
  }
  return value as unknown as TimelineHeader;
}

function parseEvent(value: unknown, where: string): TimelineEvent {
  if (!isObject(value) || !Number.isInteger(value.t) || (value.t as number) < 0) {
    throw new TimelineError(`${where}: an event needs t, milliseconds since the start`);
  }
  const kinds = Object.keys(value).filter(key => key !== 't');
  const [kind] = kinds;
  if (kind === undefined || kinds.length !== 1 || !Object.hasOwn(PAYLOADS, kind)) {
    throw new TimelineError(
      `${where}: an event holds exactly one of ${Object.keys(PAYLOADS).join(', ')}; found ${
        kinds.join(', ') || 'none'
      }`,
    );
  }
  const payload = PAYLOADS[kind];
  if (!payload?.holds(value[kind])) {
    throw new TimelineError(`${where}: ${kind} needs ${payload?.wants}`);
  }
  return value as unknown as TimelineEvent;
}

function parseLine(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new TimelineError(`${where}: not JSON (${(error as Error).message})`, {
      cause: error,
    });
  }
}

/** Reads a recording; refuses the whole of it when one line is wrong. */
export function parseTimeline(text: string, source = 'timeline'): Timeline {
  const lines = text.split('\n');
  const first = lines[0]?.trim();
  if (!first) throw new TimelineError(`${source} is empty; its first line must be the header`);
  const header = parseHeader(parseLine(first, `${source}:1`), `${source}:1`);
  const events: TimelineEvent[] = [];
  let last = 0;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index]?.trim();
    if (!line) continue;
    const where = `${source}:${index + 1}`;
    const event = parseEvent(parseLine(line, where), where);
    if (event.t < last) {
      throw new TimelineError(`${where}: t goes back from ${last} to ${event.t}; events are sorted by t`);
    }
    last = event.t;
    events.push(event);
  }
  return { header, events };
}

export function readTimeline(path: string): Timeline {
  return parseTimeline(readFileSync(path, 'utf8'), path);
}
