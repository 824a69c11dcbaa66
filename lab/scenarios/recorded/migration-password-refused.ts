import { MIGRATION_NOT_FIRST } from '../../stage/breaks.ts';
import { KINDS } from '../../kube.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'migration-password-refused',
  title: 'The database refuses the password of a first installation; then the Secret is repaired',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret({ password: 'not-the-password' });
  },

  async when(stage) {
    await stage.commitInstance(SPICEDB_NEWEST, {
      config: { datastoreEngine: 'postgres', migrations: { backoffLimit: 1 } },
    });
  },

  async then(stage) {
    await stage.sees('the migration Job has failed', async () => {
      const [job] = await stage.objects(KINDS.job);
      const { conditions = [] } = (job?.status ?? {}) as {
        conditions?: Array<{ type: string; status: string }>;
      };
      return conditions.some(({ type, status }) => type === 'Failed' && status === 'True');
    });
    const servers = await stage.pods('server');
    expect(servers.length === 0, 'no serving pod before the migration', servers);
    await stage.sees('Argo CD reports the failed Job and tries again', async () => {
      const { operationState, health } = await stage.application();
      return (
        health?.status === 'Degraded' &&
        /one or more synchronization tasks/.test(operationState?.message ?? '')
      );
    });
    await stage.lingers(10);
    await stage.secret();
    stage.did('repaired the password in the Secret');
    await stage.seesSyncedAndHealthy(300_000);
    await stage.sees('two pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
    await stage.lingers(8);
  },

  break: {
    what: 'pods are rolled out together with the migration',
    because: 'no serving pod before the migration',
    chart: [MIGRATION_NOT_FIRST],
  },
} satisfies Scenario;
