import { useCallback, useEffect, useState } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { clusterProxyApiRef } from './ClusterProxy';
import { readFleet, type ClusterAnswer } from './readFleet';
import { readSettings } from './settings';

export interface Fleet {
  clusters: ReadonlyMap<string, ClusterAnswer>;
  /** When the newest of these answers came. */
  at?: number;
  refresh(): void;
}

/** The coarse state of every instance on these clusters, read once and on request. */
export function useFleet(names: readonly string[]): Fleet {
  const proxy = useApi(clusterProxyApiRef);
  const config = useApi(configApiRef);
  const [answers, setAnswers] = useState<Pick<Fleet, 'clusters' | 'at'>>({
    clusters: new Map(),
  });
  const [round, setRound] = useState(0);
  const key = JSON.stringify([...names].sort());

  useEffect(() => {
    const leaving = new AbortController();
    const { patienceMs, largestAnswerBytes } = readSettings(config);
    for (const cluster of JSON.parse(key) as string[]) {
      void readFleet(
        {
          proxy,
          signal: leaving.signal,
          patienceMs,
          largestAnswerBytes,
          now: Date.now,
        },
        cluster,
      ).then(answer => {
        if (leaving.signal.aborted) return;
        setAnswers(before => ({
          clusters: new Map(before.clusters).set(cluster, answer),
          at: Date.now(),
        }));
      });
    }
    return () => leaving.abort();
  }, [proxy, config, key, round]);

  return {
    ...answers,
    refresh: useCallback(() => setRound(before => before + 1), []),
  };
}
