import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { enter } from './enclosure.ts';
import { LabError } from './errors.ts';
import { binariesOf } from './images.ts';
import { find, KINDS } from './kube.ts';
import { enterPod } from './stage/inside-pod.ts';
import type { PodView } from './stage/views.ts';
import { waitFor } from './waiting.ts';

export interface TrafficOptions {
  rate?: number;
  connections?: number;
  writeEvery?: number;
  /** Speaks TLS, without looking at the certificate. */
  tls?: boolean;
  /** Another Service than the one named like the instance. */
  service?: string;
  /** Another key than the one that the case began with. */
  key?: string;
  /** The pod that calls, instead of the node. */
  from?: PodView;
}

export interface Tally {
  calls: number;
  failed: number;
  slow: number;
  wrong: number;
  writes: number;
  codes?: Record<string, number>;
}

export interface TrafficReport {
  total: Tally;
  lostWrites: number;
}

export interface Traffic {
  /** What came of the calls in the last whole second. */
  lastSecond: () => Tally | undefined;
  /** The sum of the calls in all whole seconds until now. */
  soFar: () => Tally;
  /** Ends the calls and gives back the sum. */
  stop: () => Promise<TrafficReport>;
}

/** Calls a Service at a fixed rate, from inside the lab's network. */
export async function startTraffic(
  { name, namespace }: { name: string; namespace: string },
  presharedKey: string,
  {
    rate = 30,
    connections = 9,
    writeEvery = 20,
    tls = false,
    service = name,
    key = presharedKey,
    from,
  }: TrafficOptions,
): Promise<Traffic> {
  const { clusterIP } = ((await find(KINDS.service, namespace, service))?.spec ?? {}) as {
    clusterIP?: string;
  };
  if (!clusterIP || clusterIP === 'None') {
    throw new LabError(
      `service ${namespace}/${service} has no address`,
      'See "./dev lab kubectl get services -A".',
    );
  }
  const args = [
    '-address',
    `${clusterIP}:50051`,
    '-rate',
    String(rate),
    '-connections',
    String(connections),
    '-write-every',
    String(writeEvery),
    ...(tls ? ['-tls'] : []),
  ];
  const place = from ? enterPod(from) : enter('network');
  const child = spawn('nsenter', [...place, join(binariesOf('traffic'), 'traffic'), ...args], {
    env: { ...process.env, SPICEDB_PRESHARED_KEY: key },
  });
  let second: Tally | undefined;
  const sum: Tally = { calls: 0, failed: 0, slow: 0, wrong: 0, writes: 0 };
  let report: TrafficReport | undefined;
  let trouble = '';
  child.stderr.on('data', chunk => (trouble += chunk));
  createInterface({ input: child.stdout }).on('line', line => {
    const said = JSON.parse(line) as { second?: Tally } & Partial<TrafficReport>;
    if (said.second) {
      second = said.second;
      for (const part of ['calls', 'failed', 'slow', 'wrong', 'writes'] as const) sum[part] += second[part];
    }
    if (said.total) report = { total: said.total, lostWrites: said.lostWrites ?? 0 };
  });
  const ended = new Promise<void>(resolve => child.on('close', () => resolve()));
  await waitFor(
    'the first calls',
    () => {
      if (child.exitCode !== null) throw new Error(trouble.trim() || `traffic ended with ${child.exitCode}`);
      return second && second.calls > 0;
    },
    { timeoutMs: 30_000 },
  );

  return {
    lastSecond: () => second,
    soFar: () => ({ ...sum }),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      if (report) return report;
      throw new Error(`the traffic generator gave no report: ${trouble.trim()}`);
    },
  };
}
