import type { ConfigApi } from '@backstage/core-plugin-api';
import type { WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { MetricsWish } from './readMetrics';
import type { WatchSettings } from './RolloutWatch';

const restsForSeconds = 15;
const restsAtLeastSeconds = 5;
const patienceMs = 15_000;
const largestAnswerBytes = 64 * 1024 * 1024;
const mostPodsMeasured = 10;

/** What the platform's configuration says about reading, and what an instance says of its own. */
export function readSettings(config: ConfigApi, ref?: WorkloadRef): WatchSettings {
  const seconds = config.getOptionalNumber('spicedb.page.refreshSeconds') ?? restsForSeconds;
  return {
    restingMs: Math.max(restsAtLeastSeconds, seconds) * 1000,
    patienceMs,
    largestAnswerBytes,
    metrics: metricsWish(config, ref?.prometheus),
  };
}

function metricsWish(config: ConfigApi, own: string | undefined): MetricsWish | undefined {
  const prometheus = own ?? config.getOptionalString('spicedb.page.metrics.prometheus.proxyPath');
  const scheme = config.getOptionalString('spicedb.page.metrics.scheme');
  const pods = config.getOptionalBoolean('spicedb.page.metrics.podProxy')
    ? {
        scheme: scheme === 'https' ? ('https' as const) : ('http' as const),
        port: config.getOptionalNumber('spicedb.page.metrics.port') ?? 9090,
      }
    : undefined;
  return prometheus || pods ? { mostPods: mostPodsMeasured, prometheus, pods } : undefined;
}
