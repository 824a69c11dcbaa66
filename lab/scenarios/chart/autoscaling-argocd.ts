import { ARGOCD_NAMESPACE } from '../../argocd.ts';
import { expectNoFault } from '../../chart/calls.ts';
import { fewestDuring } from '../../chart/fewest.ts';
import { givenDatabase, onPostgres } from '../../chart/given.ts';
import { KINDS, patch, resource } from '../../kube.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

const AUTOSCALER = resource('autoscaling/v2', 'HorizontalPodAutoscaler');
const readyCount = async (stage: Stage) => (await stage.pods('server')).filter(({ ready }) => ready).length;

/** As examples/argocd/application.yaml has it: the number of pods is not Argo CD's business. */
const leaveReplicas = (stage: Stage, ignoreDifferences: object[]) =>
  patch(KINDS.application, ARGOCD_NAMESPACE, stage.name, {
    spec: {
      ignoreDifferences,
      syncPolicy: { syncOptions: ['CreateNamespace=true', 'RespectIgnoreDifferences=true'] },
    },
  });

export default {
  name: 'autoscaling-argocd',
  title: 'Autoscaling is switched on by a commit while Argo CD leaves the number of pods alone: no pod goes',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await givenDatabase(stage);
    await stage.commitInstance(SPICEDB_NEWEST, onPostgres(4));
    await leaveReplicas(stage, [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }]);
    await stage.seesSyncedAndHealthy();
    await stage.sees('four pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 4));
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 20, connections: 9 });
    const { fewest, looks } = await fewestDuring(
      () => readyCount(stage),
      async () => {
        const revision = await stage.commitValues('Switch autoscaling on', values => ({
          ...values,
          autoscaling: { enabled: true, minReplicas: 3 },
        }));
        await stage.sees('the commit with the autoscaler is synced', async () => {
          const { sync } = await stage.application();
          const made = (await stage.objects(AUTOSCALER)).length === 1;
          return made && sync?.status === 'Synced' && sync.revisions?.includes(revision);
        });
        await stage.seesSyncedAndHealthy();
      },
    );
    expect(looks > 10 && fewest >= 4, 'never fewer than four pods ready', { fewest, looks });
    await expectNoFault(stage, traffic);
  },

  async then(stage) {
    const count = await readyCount(stage);
    expect(count === 4, 'four pods, as there were before', count);
  },

  break: {
    what: 'Argo CD is not told to leave the number of pods alone',
    because: 'never fewer than four pods ready',
    beforeWhen: async stage => {
      await leaveReplicas(stage, []);
    },
  },
} satisfies Scenario;
