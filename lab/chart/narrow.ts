/** A ring of three behind a NetworkPolicy that names who may come in, and where pods may go. */
import { NODE_ADDRESS } from '../enclosure.ts';
import type { Values } from '../stage/instance.ts';
import type { Stage } from '../stage/stage.ts';
import { givenNamespace, namespaceOf } from './callers.ts';
import { givenDatabase, givenRelease, onPostgres } from './given.ts';

/** Whose pods may call the gRPC API. */
export const FRIENDS = 'friends';
/** Whose pods may scrape metrics. */
export const WATCHERS = 'watchers';

const everyPodOf = (namespace: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
});

// The API server, the database and DNS of the lab are beside the cluster, at the address of the first node.
const BESIDE = `${NODE_ADDRESS}/32`;

const narrow = (stage: Stage): Values => ({
  networkPolicy: {
    enabled: true,
    grpcFrom: [everyPodOf(namespaceOf(stage, FRIENDS))],
    metricsFrom: [everyPodOf(namespaceOf(stage, WATCHERS))],
    apiServerCIDRs: [BESIDE],
    apiServerPorts: [6443],
    datastoreTo: [{ ipBlock: { cidr: BESIDE } }],
    dnsTo: [{ ipBlock: { cidr: BESIDE } }],
  },
});

export async function givenNarrowRing(stage: Stage): Promise<void> {
  await givenDatabase(stage);
  await givenNamespace(stage, FRIENDS);
  await givenNamespace(stage, WATCHERS);
  await givenRelease(stage, { ...onPostgres(3), ...narrow(stage) });
}
