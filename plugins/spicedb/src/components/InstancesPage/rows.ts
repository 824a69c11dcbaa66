import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  annotations,
  instanceRefOf,
  isEngine,
  recommendedVersion,
  stepsBehind,
  type InstanceRefResult,
  type StageState,
  type UnseenReason,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { CoarseVerdict } from '../../data/coarseVerdict';
import type { Fleet } from '../../data/useFleet';

export interface InstanceRow {
  key: string;
  entity: Entity;
  name: string;
  owner: string;
  engine: string;
  version: string;
  /** Steps of an upgrade to the version that is recommended today. */
  stepsToNewest?: number;
  environment: string;
  cluster: string;
  state: StageState;
  seen?: CoarseVerdict;
  unseen?: UnseenReason | 'noCluster' | 'reading';
}

export const quickFilters = ['all', 'attention', 'updating', 'update'] as const;
export type QuickFilter = (typeof quickFilters)[number];

export const columns = ['name', 'state', 'version', 'engine', 'owner', 'environment', 'cluster'] as const;
export type Column = (typeof columns)[number];

export function rowsOf(entities: Entity[], fleet: Pick<Fleet, 'clusters'>) {
  return entities.map((entity): InstanceRow => {
    const of = (name: string) => entity.metadata.annotations?.[name] ?? '';
    const search = instanceRefOf(entity);
    const engine = of(annotations.engine);
    const version = of(annotations.version);
    return {
      key: stringifyEntityRef(entity),
      entity,
      name: entity.metadata.title ?? entity.metadata.name,
      owner: String(entity.spec?.owner ?? ''),
      engine,
      version,
      stepsToNewest: isEngine(engine) ? stepsBehind(engine, version, recommendedVersion(engine)) : undefined,
      environment: of(annotations.environment),
      cluster: of(annotations.cluster),
      ...sightOf(search, fleet),
    };
  });
}

function sightOf(
  search: InstanceRefResult,
  { clusters }: Pick<Fleet, 'clusters'>,
): Pick<InstanceRow, 'state' | 'seen' | 'unseen'> {
  if (!search.ok) {
    return { state: 'unknown', unseen: 'noCluster' };
  }
  const answer = clusters.get(search.ref.cluster);
  if (!answer) return { state: 'unknown', unseen: 'reading' };
  if (answer.state === 'unseen') {
    return { state: 'unknown', unseen: answer.reason };
  }
  const seen = answer.verdictOf(search.ref.namespace, search.ref.name);
  return { state: seen.state, seen };
}

const worstFirst: StageState[] = ['failed', 'degraded', 'progressing', 'unknown', 'ok', 'notApplicable'];

export function select(
  rows: InstanceRow[],
  wish: {
    quick: QuickFilter;
    text: string;
    /** Only those of this owner, or of this environment. */
    owner?: string;
    environment?: string;
    sort: { column: Column; descending: boolean };
  },
): InstanceRow[] {
  const words = wish.text.toLowerCase().split(/\s+/).filter(Boolean);
  const { column, descending } = wish.sort;
  const direction = descending ? -1 : 1;
  return rows
    .filter(row => passes(row, wish.quick))
    .filter(({ owner }) => !wish.owner || owner === wish.owner)
    .filter(({ environment }) => !wish.environment || environment === wish.environment)
    .filter(row => {
      const text =
        `${row.name} ${row.owner} ${row.engine} ${row.environment} ${row.cluster} ${row.version}`.toLowerCase();
      return words.every(word => text.includes(word));
    })
    .sort((a, b) => {
      const difference =
        column === 'state'
          ? worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state)
          : compare(a[column], b[column]);
      return difference * direction || compare(a.name, b.name);
    });
}

function passes(row: InstanceRow, quick: QuickFilter) {
  if (quick === 'attention') {
    return row.state === 'failed' || row.state === 'degraded';
  }
  if (quick === 'updating') return row.state === 'progressing';
  if (quick === 'update') return (row.stepsToNewest ?? 0) > 0;
  return true;
}

/** What there is to choose from, each once. */
export function choicesOf(rows: InstanceRow[], column: 'owner' | 'environment'): string[] {
  return [...new Set(rows.map(row => row[column]).filter(Boolean))].sort(compare);
}

/** Numbers inside names and versions are compared as numbers. */
function compare(a: string, b: string) {
  return collator.compare(a, b);
}

const collator = new Intl.Collator('en', { numeric: true });
