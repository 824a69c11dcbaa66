import type { ConfigApi } from '@backstage/core-plugin-api';
import type { WatchSettings } from './RolloutWatch';

const restsForSeconds = 15;
const restsAtLeastSeconds = 5;
const patienceMs = 15_000;
const largestAnswerBytes = 64 * 1024 * 1024;
const mostPodsMeasured = 10;

/** What the platform's configuration says about reading. */
export function readSettings(config: ConfigApi): WatchSettings {
  const seconds = config.getOptionalNumber('spicedb.page.refreshSeconds') ?? restsForSeconds;
  const scheme = config.getOptionalString('spicedb.page.metrics.scheme');
  return {
    restingMs: Math.max(restsAtLeastSeconds, seconds) * 1000,
    patienceMs,
    largestAnswerBytes,
    metrics: config.getOptionalBoolean('spicedb.page.metrics.podProxy')
      ? {
          scheme: scheme === 'https' ? 'https' : 'http',
          port: config.getOptionalNumber('spicedb.page.metrics.port') ?? 9090,
          mostPods: mostPodsMeasured,
        }
      : undefined,
  };
}
