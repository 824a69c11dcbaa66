import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { configApiRef, discoveryApiRef, fetchApiRef, useApi } from '@backstage/core-plugin-api';
import type { WorkloadRef } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { clusterProxyApiRef } from './ClusterProxy';
import type { RolloutShown } from './RolloutView';
import type { RolloutWatch } from './RolloutWatch';
import { watchOf } from './watches';

type Deeds = Pick<RolloutWatch, 'pause' | 'resume' | 'refresh' | 'lookAtDispatch' | 'subscribe' | 'getView'>;

export type Rollout = RolloutShown & Deeds;

/** The rollout of a workload, read for as long as the component is there. */
export function useRollout(ref: WorkloadRef): Rollout {
  const proxy = useApi(clusterProxyApiRef);
  const config = useApi(configApiRef);
  const discovery = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const key = JSON.stringify(ref);
  const watch = useMemo(
    () => watchOf(JSON.parse(key) as WorkloadRef, { proxy, config, discovery, fetchApi }),
    [proxy, config, discovery, fetchApi, key],
  );

  const shown = useSyncExternalStore(watch.subscribe, watch.getShown);
  const { pause, resume, refresh, lookAtDispatch, subscribe, getView } = watch;
  return { ...shown, pause, resume, refresh, lookAtDispatch, subscribe, getView };
}

/** Keeps metrics coming while the dispatch stage is on screen. */
export function useLookAtDispatch({ lookAtDispatch }: Rollout) {
  useEffect(() => lookAtDispatch(), [lookAtDispatch]);
}
