import type { ConfigApi, DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { assess, spicedbProfile, type WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { ClusterProxy } from './ClusterProxy';
import { RolloutWatch } from './RolloutWatch';
import { readSettings } from './settings';

/** By which a rollout is read. */
export interface Access {
  proxy: ClusterProxy;
  config: ConfigApi;
  discovery: DiscoveryApi;
  fetchApi: FetchApi;
}

/** Outside React, so that every part of one document shares the same watches. */
const watches = new WeakMap<ClusterProxy, Map<string, RolloutWatch>>();

/** The watch of a workload, which reads for the first time for who is about to look. */
export function watchOf(ref: WorkloadRef, { proxy, config, discovery, fetchApi }: Access): RolloutWatch {
  const known = watches.get(proxy) ?? new Map<string, RolloutWatch>();
  watches.set(proxy, known);
  const key = JSON.stringify(ref);
  const existing = known.get(key);
  if (existing) return existing;
  const made = new RolloutWatch(ref, {
    proxy,
    portal: {
      proxy: async ({ path, init }) => fetchApi.fetch(`${await discovery.getBaseUrl('proxy')}${path}`, init),
    },
    assess,
    profile: spicedbProfile,
    settings: readSettings(config, ref),
  });
  known.set(key, made);
  made.begin();
  return made;
}
