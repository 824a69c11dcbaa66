import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'first-install',
  title: 'A first installation on an empty PostgreSQL database migrates it and becomes healthy',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
  },

  async when(stage) {
    await stage.commitInstance(SPICEDB_NEWEST, { config: { datastoreEngine: 'postgres' } });
  },

  async then(stage) {
    await stage.seesSyncedAndHealthy();
    await stage.sees('two pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
    const jobs = await stage.jobs();
    expect(jobs.length === 1 && jobs[0]?.succeeded === 1, 'one finished migration Job', jobs);
    const traffic = await stage.traffic();
    stage.did('applications began to ask for permissions');
    await stage.sees('hundreds of checks', async () => traffic.soFar().calls > 200);
    await stage.lingers(12);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'every check answered rightly', {
      total,
      lostWrites,
    });
  },

  break: {
    what: 'nothing migrates the database',
    because: 'the Application is Synced and Healthy',
    values: values => ({
      ...values,
      config: { ...(values.config as object), migrations: { enabled: false } },
    }),
  },
} satisfies Scenario;
