import type { StageState } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { entity } from '../../../dev/fixtures/cluster';
import type { ClusterAnswer } from '../../data/readFleet';
import { choicesOf, rowsOf, select, type InstanceRow } from './rows';

const sort = { column: 'name', descending: false } as const;
const row = (name: string, more: Partial<InstanceRow> = {}): InstanceRow => ({
  key: name,
  entity,
  name,
  owner: 'group:default/checkout',
  engine: 'postgres',
  version: 'v1.56.0',
  environment: 'production',
  cluster: 'eu-1',
  state: 'ok',
  ...more,
});
const names = (rows: InstanceRow[]) => rows.map(each => each.name);

describe('the rows of the list', () => {
  it('hold what the catalog says and what the cluster shows', () => {
    const seen: ClusterAnswer = {
      state: 'seen',
      verdictOf: (namespace, id) =>
        namespace === 'checkout' && id === 'checkout-authz'
          ? { state: 'ok', kind: 'ready', ready: 1, wanted: 1 }
          : { state: 'unknown', kind: 'notDeployed' },
    };
    expect(rowsOf([entity], { clusters: new Map([['eu-1', seen]]) })[0]).toMatchObject({
      name: 'checkout-authz',
      owner: 'group:default/checkout',
      engine: 'memory',
      environment: 'production',
      state: 'ok',
      seen: { kind: 'ready' },
    });
  });

  it('are never well where nothing was seen', () => {
    const reason = { kind: 'timedOut', afterMs: 1, cluster: 'eu-1' } as const;
    const clusters = new Map<string, ClusterAnswer>([['eu-1', { state: 'unseen', reason }]]);
    const bare = { ...entity, metadata: { name: 'bare' } };
    expect(rowsOf([entity, bare], { clusters }).map(({ state, unseen }) => [state, unseen])).toEqual([
      ['unknown', reason],
      ['unknown', 'noCluster'],
    ]);
    expect(rowsOf([entity], { clusters: new Map() })[0]).toMatchObject({
      state: 'unknown',
      unseen: 'reading',
    });
  });

  it('know how many steps they are behind', () => {
    const behind = {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          ...entity.metadata.annotations,
          'spicedb-portal.io/engine': 'postgres',
          'spicedb-portal.io/version': 'v1.52.0',
        },
      },
    };
    const [old] = rowsOf([behind], { clusters: new Map() });
    expect(old.stepsToNewest).toBeGreaterThan(0);
    expect(names(select([old, row('new')], { quick: 'update', text: '', sort }))).toEqual(['checkout-authz']);
  });

  it('are filtered by state and by every word, wherever it stands', () => {
    const rows = (['failed', 'degraded', 'progressing', 'ok', 'unknown'] as StageState[]).map(state =>
      row(state, { state }),
    );
    const quick = (filter: 'attention' | 'updating') =>
      names(select(rows, { quick: filter, text: '', sort }));
    expect(quick('attention')).toEqual(['degraded', 'failed']);
    expect(quick('updating')).toEqual(['progressing']);
    const text = (words: string) =>
      names(
        select([row('a', { environment: 'staging' }), row('b', { owner: 'team-x' })], {
          quick: 'all',
          text: words,
          sort,
        }),
      );
    expect(text('STAGING a')).toEqual(['a']);
    expect(text('team-x production')).toEqual(['b']);
    expect(text('team-x staging')).toEqual([]);
  });

  it('are narrowed down to an owner and an environment', () => {
    const rows = [
      row('a', { environment: 'staging' }),
      row('b', { owner: 'group:default/x' }),
      row('c', { owner: 'group:default/x', environment: 'staging' }),
    ];
    const only = (wish: { owner?: string; environment?: string }) =>
      names(select(rows, { quick: 'all', text: '', sort, ...wish }));
    expect(only({ owner: 'group:default/x' })).toEqual(['b', 'c']);
    expect(only({ owner: 'group:default/x', environment: 'staging' })).toEqual(['c']);
    expect(only({ owner: '', environment: '' })).toEqual(['a', 'b', 'c']);
    expect(choicesOf([...rows, row('d', { environment: '' })], 'environment')).toEqual([
      'production',
      'staging',
    ]);
  });

  it('are sorted with the worst first, and with numbers as numbers', () => {
    const rows = [
      row('db10', { state: 'ok', version: 'v1.9.0' }),
      row('db2', { state: 'failed', version: 'v1.56.0' }),
    ];
    const by = (column: 'name' | 'state' | 'version', descending = false) =>
      names(select(rows, { quick: 'all', text: '', sort: { column, descending } }));
    expect(by('state')).toEqual(['db2', 'db10']);
    expect(by('name')).toEqual(['db2', 'db10']);
    expect(by('version')).toEqual(['db10', 'db2']);
    expect(by('version', true)).toEqual(['db2', 'db10']);
  });

  it('are a thousand without trouble', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => row(`db${index}`));
    const before = performance.now();
    select(rows, { quick: 'all', text: 'db99', sort });
    expect(performance.now() - before).toBeLessThan(500);
  });
});
