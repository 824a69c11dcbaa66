import type { MetricSample, PodMetrics } from '../rollout/snapshot';
import { pickSamples } from '../spicedb/dispatch/pick';
import { referenceText } from './reference';

interface Scrape {
  t: number;
  members: Record<string, Record<string, number> | null>;
}

/** A recorded ring: what each member that answered said, every three seconds. */
export function ringTimeline(name: string): { t: number; metrics: PodMetrics[] }[] {
  const scrapes = JSON.parse(referenceText(`spicedb/dispatch/${name}.timeline.json`)) as Scrape[];
  return scrapes.map(({ members, t }) => ({
    t,
    metrics: Object.entries(members).flatMap(([member, series]) =>
      series ? [{ pod: `member${member}`, at: t * 1000, samples: samplesOf(series) }] : [],
    ),
  }));
}

/** Through the picker, so that the timelines test it too. */
function samplesOf(series: Record<string, number>): MetricSample[] {
  return pickSamples(
    Object.entries(series)
      .map(([name, value]) => `${name} ${value}`)
      .join('\n'),
  );
}
