import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'ring-healthy',
  title: 'Three pods share the work of checks for a minute, and nothing is wrong',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    await stage.commitInstance(SPICEDB_NEWEST, { config: { datastoreEngine: 'postgres', replicas: 3 } });
    await stage.seesSyncedAndHealthy();
    await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 40, connections: 12 });
    stage.did('applications ask for permissions');
    await stage.sees('hundreds of checks', async () => traffic.soFar().calls > 400);
    await stage.lingers(50);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'every check answered rightly', {
      total,
      lostWrites,
    });
  },

  async then(stage) {
    expect((await stage.endpointAddresses()).length === 3, 'three members', await stage.endpointAddresses());
    await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
  },

  break: {
    what: 'the pods do not share their work',
    because: 'three members',
    values: values => ({ ...values, config: { ...(values.config as object), dispatch: { enabled: false } } }),
  },
} satisfies Scenario;
