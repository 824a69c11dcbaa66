import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST, SPICEDB_NEWEST_HEAD } from '../../pins.ts';
import { NO_PAUSE, OLD_PODS_LEAVE_FIRST } from '../../stage/breaks.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'helm-upgrade',
  title: 'helm alone: an upgrade with a migration under traffic fails no check and loses no write',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    const { ok, output } = await stage.helm.install(SPICEDB_BEFORE_SCHEMA_TABLES, {
      config: { datastoreEngine: 'postgres' },
    });
    expect(ok, 'helm install to go well', output);
  },

  async when(stage) {
    const traffic = await stage.traffic({ connections: 12 });
    await stage.sees('a hundred checks', async () => traffic.soFar().calls > 100);
    const { ok, output } = await stage.helm.upgrade(values => ({
      ...values,
      image: { tag: SPICEDB_NEWEST },
    }));
    expect(ok, 'helm upgrade to go well', output);
    await stage.sees('the old pods are gone', async () => (await stage.pods('server')).length === 2);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'no failed check and no lost write', {
      total,
      lostWrites,
    });
    expect(total.writes > 0, 'writes among the calls', total);
  },

  async then(stage) {
    const pods = await stage.readyPods(SPICEDB_NEWEST, 2);
    expect(pods !== undefined, 'two new pods', await stage.pods('server'));
    const revision = await stage.database.revision();
    expect(revision === SPICEDB_NEWEST_HEAD, 'the newest revision in the database', revision);
  },

  break: {
    what: 'the old pods leave at once, before the new ones serve',
    because: 'no failed check and no lost write',
    chart: [OLD_PODS_LEAVE_FIRST, NO_PAUSE],
  },
} satisfies Scenario;
