import { MIGRATION_NOT_FIRST } from '../../stage/breaks.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'first-install-slow',
  title:
    'The migration of a first installation waits for a lock in the database, and goes on when it is free',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
  },

  async when(stage) {
    const release = await stage.database.holdTable('relation_tuple_transaction');
    await stage.commitInstance(SPICEDB_NEWEST, { config: { datastoreEngine: 'postgres' } });
    await stage.sees('the migration runs', async () =>
      (await stage.pods('migration')).some(({ ready }) => ready),
    );
    await stage.lingers(40);
    const servers = await stage.pods('server');
    expect(servers.length === 0, 'no serving pod before the migration is done', servers);
    const { operationState } = await stage.application();
    expect(operationState?.phase === 'Running', 'Argo CD to wait for the Job', operationState);
    await release();
    stage.did('gave the lock in the database free');
  },

  async then(stage) {
    await stage.seesSyncedAndHealthy();
    await stage.sees('two pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
    await stage.lingers(8);
  },

  break: {
    what: 'pods are rolled out together with the migration',
    because: 'no serving pod before the migration is done',
    chart: [MIGRATION_NOT_FIRST],
  },
} satisfies Scenario;
