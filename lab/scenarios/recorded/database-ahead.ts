import { MIGRATION_NOT_FIRST, OLD_PODS_LEAVE_FIRST } from '../../stage/breaks.ts';
import { KINDS } from '../../kube.ts';
import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'database-ahead',
  title:
    'An upgrade is reverted in Git after its migration: the older SpiceDB does not know the database any more',
  spicedb: SPICEDB_BEFORE_SCHEMA_TABLES,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    await stage.commitInstance(SPICEDB_BEFORE_SCHEMA_TABLES, {
      config: { datastoreEngine: 'postgres', migrations: { backoffLimit: 1 } },
    });
    await stage.seesSyncedAndHealthy();
    await stage.commitValues(`Upgrade to SpiceDB ${SPICEDB_NEWEST}`, values => ({
      ...values,
      image: { tag: SPICEDB_NEWEST },
    }));
    await stage.sees('two new pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
    await stage.seesSyncedAndHealthy();
  },

  async when(stage) {
    await stage.revertCommit();
  },

  async then(stage) {
    await stage.sees('the migration Job of the older version has failed', async () => {
      const jobs = await stage.objects(KINDS.job);
      return jobs.some(({ status }) => (status as { failed?: number }).failed === 2);
    });
    const pods = await stage.readyPods(SPICEDB_NEWEST, 2);
    expect(pods !== undefined, 'the newer pods to serve on', await stage.pods('server'));
    await stage.lingers(15);
    await stage.revertCommit();
    await stage.seesSyncedAndHealthy(300_000);
    expect(
      (await stage.readyPods(SPICEDB_NEWEST, 2)) !== undefined,
      'the newer pods to serve still',
      await stage.pods('server'),
    );
    await stage.lingers(8);
  },

  break: {
    what: 'pods are replaced together with the migration, and the newer ones may leave first',
    because: 'the newer pods to serve on',
    chart: [MIGRATION_NOT_FIRST, OLD_PODS_LEAVE_FIRST],
  },
} satisfies Scenario;
