import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST, SPICEDB_NEWEST_HEAD } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'rollback-forward',
  title:
    'Back over a migration as a forward change: the older version is allowed to serve the newer database, under traffic',
  spicedb: SPICEDB_BEFORE_SCHEMA_TABLES,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    await stage.commitInstance(SPICEDB_NEWEST, { config: { datastoreEngine: 'postgres' } });
    await stage.seesSyncedAndHealthy();
    await stage.sees('two newer pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
  },

  async when(stage) {
    const traffic = await stage.traffic();
    await stage.commitValues(`Go back to SpiceDB ${SPICEDB_BEFORE_SCHEMA_TABLES}`, values => ({
      ...values,
      image: { tag: SPICEDB_BEFORE_SCHEMA_TABLES },
      config: {
        datastoreEngine: 'postgres',
        migrations: { enabled: false, allowedMigrations: [SPICEDB_NEWEST_HEAD] },
      },
    }));
    await stage.sees('two older pods are ready', () => stage.readyPods(SPICEDB_BEFORE_SCHEMA_TABLES, 2));
    await stage.sees('the newer pods are gone', async () => (await stage.pods('server')).length === 2);
    const before = traffic.soFar().writes;
    await stage.sees('the older pods take writes', async () => traffic.soFar().writes > before + 5);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'no failed check and no lost write', {
      total,
      lostWrites,
    });
  },

  async then(stage) {
    await stage.seesSyncedAndHealthy();
    const revision = await stage.database.revision();
    expect(revision === SPICEDB_NEWEST_HEAD, 'the database as the newer version left it', revision);
  },

  break: {
    what: 'the newer revision is not among those allowed',
    because: 'two older pods are ready',
    chart: [{ file: 'templates/_pod.tpl', find: '- --datastore-allowed-migrations={{ . }}\n', put: '' }],
  },
} satisfies Scenario;
