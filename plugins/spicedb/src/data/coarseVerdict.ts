import type { JobObject, StageState, WorkloadObject } from '@spicedb-portal/backstage-plugin-spicedb-common';

/**
 * What two lists of a whole cluster tell of one instance. It never says more
 * than that: whether the dispatch ring works is for the instance's own page.
 */
export interface CoarseVerdict {
  state: StageState;
  kind: 'ready' | 'rollingOut' | 'migrating' | 'migrationFailed' | 'notDeployed';
  ready?: number;
  wanted?: number;
}

export function coarseVerdict(workload: WorkloadObject | undefined, migrations: JobObject[]): CoarseVerdict {
  const newest = [...migrations]
    .sort((a, b) => (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''))
    .at(-1);
  const ended = (type: string) =>
    newest?.status?.conditions?.some(each => each.type === type && each.status === 'True') ?? false;
  const wanted = workload?.spec?.replicas ?? (workload ? 1 : undefined);
  const ready = workload ? workload.status?.readyReplicas ?? 0 : undefined;

  if (newest && ended('Failed')) {
    return { state: 'failed', kind: 'migrationFailed', ready, wanted };
  }
  if (newest && !ended('Complete')) {
    return { state: 'progressing', kind: 'migrating', ready, wanted };
  }
  if (!workload) return { state: 'unknown', kind: 'notDeployed' };

  const { status, spec, metadata } = workload;
  const stuck = status?.conditions?.some(
    each => each.type === 'Progressing' && each.reason === 'ProgressDeadlineExceeded',
  );
  const settled =
    ready! >= wanted! &&
    (status?.updatedReplicas ?? 0) >= (spec?.replicas ?? 1) &&
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  if (settled) return { state: 'ok', kind: 'ready', ready, wanted };
  return {
    state: stuck || ready === 0 ? 'degraded' : 'progressing',
    kind: 'rollingOut',
    ready,
    wanted,
  };
}
