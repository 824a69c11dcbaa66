import { SPICEDB_NEWEST } from '../pins.ts';
import { KINDS } from '../kube.ts';
import { expect } from './scenario.ts';
import type { Scenario } from './scenario.ts';

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
    const [job] = await stage.objects(KINDS.job);
    expect(
      (job?.status as { succeeded?: number })?.succeeded === 1,
      'one finished migration Job',
      job?.status,
    );
    const traffic = await stage.traffic();
    stage.did('applications began to ask for permissions');
    await stage.lingers(20);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'every check answered rightly', {
      total,
      lostWrites,
    });
    expect(total.calls > 200, 'hundreds of checks', total);
  },
} satisfies Scenario;
