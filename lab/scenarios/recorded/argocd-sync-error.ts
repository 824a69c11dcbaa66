import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'argocd-sync-error',
  title: 'A commit that the chart refuses: Argo CD cannot render it, and the running pod goes on',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.secret();
    await stage.commitInstance(SPICEDB_NEWEST, {});
    await stage.seesSyncedAndHealthy();
    await stage.sees('one pod is ready', () => stage.readyPods(SPICEDB_NEWEST, 1));
  },

  async when(stage) {
    await stage.commitValues('Ask for three pods of the memory engine', values => ({
      ...values,
      config: { replicas: 3 },
    }));
  },

  async then(stage) {
    const message = await stage.sees('Argo CD cannot render the commit', async () => {
      const { conditions = [] } = await stage.application();
      return conditions.find(({ type }) => type === 'ComparisonError')?.message;
    });
    expect(/replicas|memory/.test(message), 'the reason of the chart in the message', message);
    const pods = await stage.readyPods(SPICEDB_NEWEST, 1);
    expect(pods !== undefined, 'the running pod to go on', await stage.pods('server'));
    await stage.lingers(25);
    await stage.revertCommit();
    await stage.sees('the error is gone', async () => {
      const { conditions = [], sync } = await stage.application();
      return conditions.length === 0 && sync?.status === 'Synced';
    });
    await stage.lingers(8);
  },

  break: {
    what: 'the chart lets the memory engine have several pods',
    because: 'Argo CD cannot render the commit',
    chart: [
      {
        file: 'templates/_validate-credentials.tpl',
        find: /^config\.replicas: each pod of the memory engine.*\n/m,
        put: '',
      },
    ],
  },
} satisfies Scenario;
