import type { MetricSample } from '../../rollout/snapshot';
import { families, services } from './families';

/**
 * Picks the few families that the dispatch stage needs out of a page of
 * Prometheus or OpenMetrics text, in one pass and without making an object of
 * anything else: a page has thousands of lines, and ten pods are read at once.
 *
 * @public
 */
export function pickSamples(text: string): MetricSample[] {
  const samples: MetricSample[] = [];
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    // Only these letters begin a family of ours: k, s, g.
    const first = text.charCodeAt(start);
    if (first === 107 || first === 115 || first === 103) {
      const sample = readSample(text, start, end);
      if (sample) samples.push(sample);
    }
    start = end + 1;
  }
  return samples;
}

function readSample(text: string, start: number, end: number): MetricSample | undefined {
  let nameEnd = start;
  while (nameEnd < end) {
    const code = text.charCodeAt(nameEnd);
    if (code === 123 || code === 32) break;
    nameEnd++;
  }
  const name = text.slice(start, nameEnd);
  if (!families.has(name)) return undefined;
  const labelled = text.charCodeAt(nameEnd) === 123;
  const labelsEnd = labelled ? endOfLabels(text, nameEnd, end) : nameEnd;
  const labels = labelled ? readLabels(text.slice(nameEnd + 1, labelsEnd - 1)) : {};
  if (labels.grpc_service !== undefined && !services.has(labels.grpc_service)) return undefined;
  // OpenMetrics may put a time or an exemplar after the value.
  const [written] = text.slice(labelsEnd, end).trim().split(/[ #]/, 1);
  const value = Number(written);
  return written !== '' && Number.isFinite(value) ? { name, labels, value } : undefined;
}

/** The closing brace, not one inside of a quoted value. */
function endOfLabels(text: string, open: number, end: number): number {
  let quoted = false;
  for (let at = open + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (quoted && code === 92) at++;
    else if (code === 34) quoted = !quoted;
    else if (code === 125 && !quoted) return at + 1;
  }
  return end;
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, key, value] of text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) {
    labels[key] = value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
  }
  return labels;
}
