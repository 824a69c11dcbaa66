import { NO_PAUSE, OLD_PODS_LEAVE_FIRST } from '../../stage/breaks.ts';
import { KINDS } from '../../kube.ts';
import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'upgrade-with-migration',
  title: `An upgrade from ${SPICEDB_BEFORE_SCHEMA_TABLES} migrates the database while the old pods serve, then replaces them`,
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    await stage.commitInstance(SPICEDB_BEFORE_SCHEMA_TABLES, { config: { datastoreEngine: 'postgres' } });
    await stage.seesSyncedAndHealthy();
    await stage.sees('two old pods are ready', () => stage.readyPods(SPICEDB_BEFORE_SCHEMA_TABLES, 2));
  },

  async when(stage) {
    await stage.commitValues(`Upgrade to SpiceDB ${SPICEDB_NEWEST}`, values => ({
      ...values,
      image: { tag: SPICEDB_NEWEST },
    }));
  },

  async then(stage) {
    const traffic = await stage.traffic({ rate: 20 });
    await stage.sees('two new pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
    await stage.sees('the old pods are gone', async () => (await stage.pods('server')).length === 2);
    await stage.seesSyncedAndHealthy();
    const jobs = await stage.objects(KINDS.job);
    expect(
      jobs.length === 1,
      'the old migration Job pruned, the new one kept',
      jobs.map(job => job.metadata.name),
    );
    await stage.lingers(12);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'no failed check and no lost write', {
      total,
      lostWrites,
    });
  },

  break: {
    what: 'the old pods leave at once, before the new ones serve',
    because: 'no failed check and no lost write',
    chart: [OLD_PODS_LEAVE_FIRST, NO_PAUSE],
  },
} satisfies Scenario;
