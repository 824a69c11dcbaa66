import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'dispatch-forbidden',
  title:
    'Pods may not read the Endpoints of their ring: all are Ready, and every check hangs; then the right is given',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    await stage.commitInstance(SPICEDB_NEWEST, {
      config: { datastoreEngine: 'postgres', replicas: 3 },
      rbac: { create: false },
    });
    await stage.seesSyncedAndHealthy();
    await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 20, connections: 12 });
    stage.did('applications ask for permissions');
    await stage.sees('every check fails', async () => {
      const second = traffic.lastSecond();
      return second !== undefined && second.failed > 10;
    });
    await stage.lingers(25);
    expect(
      (await stage.readyPods(SPICEDB_NEWEST, 3)) !== undefined,
      'all pods Ready all the same',
      await stage.pods('server'),
    );
    await stage.commitValues('Let the pods watch their Endpoints', values => ({
      ...values,
      rbac: { create: true },
    }));
    await stage.sees('checks are answered', async () => {
      const second = traffic.lastSecond();
      return second !== undefined && second.calls > 10 && second.failed === 0;
    });
  },

  async then(stage) {
    await stage.seesSyncedAndHealthy();
    await stage.lingers(12);
  },

  break: {
    what: 'the pods may read their Endpoints from the beginning',
    because: 'every check fails',
    values: values => ({ ...values, rbac: { create: true } }),
  },
} satisfies Scenario;
