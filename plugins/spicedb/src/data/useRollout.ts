import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { configApiRef, discoveryApiRef, fetchApiRef, useApi } from '@backstage/core-plugin-api';
import { assess, spicedbProfile, type WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { clusterProxyApiRef, type ClusterProxy } from './ClusterProxy';
import type { RolloutShown } from './RolloutView';
import { RolloutWatch } from './RolloutWatch';
import { readSettings } from './settings';

/** Outside React, so that every part of one document shares the same watches. */
const watches = new WeakMap<ClusterProxy, Map<string, RolloutWatch>>();

type Deeds = Pick<RolloutWatch, 'pause' | 'resume' | 'refresh' | 'lookAtDispatch' | 'subscribe' | 'getView'>;

export type Rollout = RolloutShown & Deeds;

/** The rollout of a workload, read for as long as the component is there. */
export function useRollout(ref: WorkloadRef): Rollout {
  const proxy = useApi(clusterProxyApiRef);
  const config = useApi(configApiRef);
  const discovery = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const key = JSON.stringify(ref);
  const watch = useMemo(() => {
    const known = watches.get(proxy) ?? new Map<string, RolloutWatch>();
    watches.set(proxy, known);
    const existing = known.get(key);
    if (existing) return existing;
    const told = JSON.parse(key) as WorkloadRef;
    const made = new RolloutWatch(told, {
      proxy,
      portal: {
        proxy: async ({ path, init }) =>
          fetchApi.fetch(`${await discovery.getBaseUrl('proxy')}${path}`, init),
      },
      assess,
      profile: spicedbProfile,
      settings: readSettings(config, told),
    });
    known.set(key, made);
    made.begin();
    return made;
  }, [proxy, config, discovery, fetchApi, key]);

  const shown = useSyncExternalStore(watch.subscribe, watch.getShown);
  const { pause, resume, refresh, lookAtDispatch, subscribe, getView } = watch;
  return { ...shown, pause, resume, refresh, lookAtDispatch, subscribe, getView };
}

/** Keeps metrics coming while the dispatch stage is on screen. */
export function useLookAtDispatch({ lookAtDispatch }: Rollout) {
  useEffect(() => lookAtDispatch(), [lookAtDispatch]);
}
