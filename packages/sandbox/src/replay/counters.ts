/**
 * A recording ends, but processes go on counting. After its end the last stretch that one process
 * counted without a break is gone through again and again, each time on top of what was counted
 * before: the recorded rates stay, and no counter ever goes down. What is no counter stays as it was
 * last.
 */
export interface RecordedScrape {
  t: number;
  text?: string | undefined;
  refused?: string | undefined;
}

const LONGEST_STRETCH_MS = 15_000;
const COUNTER_NAME = /_(?:total|count|sum|bucket)$/;

interface Sample {
  series: string;
  value: number;
}

function sampleOf(line: string): Sample | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  const end = line.lastIndexOf('}');
  const space = line.indexOf(' ', end < 0 ? 0 : end);
  if (space < 0) return undefined;
  const value = Number(line.slice(space + 1).split(' ')[0]);
  return Number.isNaN(value) ? undefined : { series: line.slice(0, space), value };
}

function counterNames(text: string): (name: string) => boolean {
  const types = new Map<string, string>();
  for (const [, name = '', type = ''] of text.matchAll(/^# TYPE (\S+) (\S+)/gm)) types.set(name, type);
  return name => {
    const type = types.get(name) ?? types.get(name.replace(COUNTER_NAME, ''));
    if (type === 'gauge' || type === 'untyped') return false;
    return type === 'counter' || COUNTER_NAME.test(name);
  };
}

function countersOf(text: string): Map<string, number> {
  const isCounter = counterNames(text);
  const counters = new Map<string, number>();
  for (const line of text.split('\n')) {
    const sample = sampleOf(line);
    if (sample && isCounter(sample.series.split('{')[0] ?? '')) counters.set(sample.series, sample.value);
  }
  return counters;
}

const wentDown = (before: Map<string, number>, after: Map<string, number>) =>
  [...before].some(([series, value]) => (after.get(series) ?? 0) < value);

// From the newest scrape backwards, as long as it is one process that answered.
function lastStretch(scrapes: RecordedScrape[]): RecordedScrape[] {
  const newest = scrapes.at(-1);
  const stretch: RecordedScrape[] = [];
  let after: Map<string, number> | undefined;
  for (const scrape of [...scrapes].reverse()) {
    if (scrape.text === undefined || (newest && newest.t - scrape.t > LONGEST_STRETCH_MS)) break;
    const counters = countersOf(scrape.text);
    if (after && wentDown(counters, after)) break;
    stretch.unshift(scrape);
    after = counters;
  }
  return stretch;
}

function raise(text: string, by: (series: string) => number): string {
  return text
    .split('\n')
    .map(line => {
      const sample = sampleOf(line);
      const gained = sample ? by(sample.series) : 0;
      return sample && gained ? `${sample.series} ${sample.value + gained}` : line;
    })
    .join('\n');
}

/**
 * What a scrape gives `heldMs` after the last of `scrapes`, which are of one pod and in order. Only
 * those from `since` on tell how it went at the end.
 */
export function scrapeAfter(
  scrapes: RecordedScrape[],
  heldMs: number,
  since = 0,
): RecordedScrape | undefined {
  const stretch = lastStretch(scrapes.filter(({ t }) => t >= since));
  const first = stretch[0];
  const last = stretch.at(-1);
  if (heldMs <= 0 || !first || !last || first === last) return scrapes.at(-1);

  const length = last.t - first.t;
  const round = Math.floor(heldMs / length);
  const phase = first.t + (heldMs % length);
  const shown = stretch.findLast(({ t }) => t <= phase) ?? first;
  const [atFirst, atShown, atLast] = [first, shown, last].map(({ text }) => countersOf(text ?? ''));
  const gained = (series: string) => {
    const start = atFirst?.get(series) ?? 0;
    const inOneRound = (atLast?.get(series) ?? start) - start;
    return round * inOneRound + (atShown?.get(series) ?? start) - start;
  };
  return { t: last.t, text: raise(last.text ?? '', gained) };
}
