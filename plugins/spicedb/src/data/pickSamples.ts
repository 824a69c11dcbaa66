import type { MetricSample } from '@spicedb-portal/backstage-plugin-spicedb-common';

/**
 * Picks the samples of a few families out of a Prometheus text page, in one
 * pass and without looking into any line of another family. The families are
 * told by the name in front of the labels.
 */
export function pickSamples(page: string, families: ReadonlySet<string>): MetricSample[] {
  const samples: MetricSample[] = [];
  let start = 0;
  while (start < page.length) {
    let end = page.indexOf('\n', start);
    if (end === -1) end = page.length;
    if (page.charCodeAt(start) !== hash) {
      const nameEnd = endOfName(page, start, end);
      if (families.has(page.slice(start, nameEnd))) {
        const sample = readSample(page, start, nameEnd, end);
        if (sample) samples.push(sample);
      }
    }
    start = end + 1;
  }
  return samples;
}

const hash = '#'.charCodeAt(0);
const brace = '{'.charCodeAt(0);
const space = ' '.charCodeAt(0);

function endOfName(page: string, start: number, end: number) {
  let at = start;
  while (at < end) {
    const code = page.charCodeAt(at);
    if (code === brace || code === space) return at;
    at += 1;
  }
  return end;
}

function readSample(page: string, start: number, nameEnd: number, end: number): MetricSample | undefined {
  const labels: Record<string, string> = {};
  let at = nameEnd;
  if (page.charCodeAt(at) === brace) {
    at += 1;
    while (at < end && page[at] !== '}') {
      const equals = page.indexOf('="', at);
      if (equals === -1 || equals >= end) return undefined;
      const label = page.slice(at, equals).trim();
      const value = readQuoted(page, equals + 2, end);
      if (!value) return undefined;
      labels[label] = value.text;
      at = value.next;
      if (page[at] === ',') at += 1;
    }
    at += 1;
  }
  // A sample may end with a time stamp, which is of no use here.
  const [written] = page.slice(at, end).trim().split(/\s+/, 1);
  const value = numberOf(written);
  if (value === undefined) return undefined;
  return { name: page.slice(start, nameEnd), labels, value };
}

function readQuoted(page: string, start: number, end: number) {
  let text = '';
  let at = start;
  while (at < end) {
    const character = page[at];
    if (character === '"') return { text, next: at + 1 };
    if (character === '\\') {
      at += 1;
      text += page[at] === 'n' ? '\n' : page[at];
    } else {
      text += character;
    }
    at += 1;
  }
  return undefined;
}

function numberOf(written: string | undefined) {
  if (!written) return undefined;
  if (written === '+Inf') return Infinity;
  if (written === '-Inf') return -Infinity;
  const value = Number(written);
  return Number.isNaN(value) ? undefined : value;
}
