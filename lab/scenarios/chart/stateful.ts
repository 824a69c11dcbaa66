import { expectNoFault } from '../../chart/calls.ts';
import { fewestDuring } from '../../chart/fewest.ts';
import { givenDatabase, givenRelease, givenUpgrade, onPostgres } from '../../chart/given.ts';
import { seesSharedWork } from '../../chart/ring.ts';
import { KINDS } from '../../kube.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'stateful',
  title:
    'As a StatefulSet, pods have names that stay and can be called by, share work, and are replaced one by one',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await givenDatabase(stage);
    await givenRelease(stage, { ...onPostgres(3), workload: { kind: 'StatefulSet' } });
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 30, connections: 9 });
    await seesSharedWork(stage, 3);
    const { fewest, looks } = await fewestDuring(
      async () => (await stage.pods('server')).filter(({ ready, leaving }) => ready && !leaving).length,
      async () => {
        const before = await identities();
        await givenUpgrade(stage, values => ({
          ...values,
          workload: { kind: 'StatefulSet', rolloutToken: 'again' },
        }));
        await stage.sees('each pod replaced by one of the same name', async () => {
          const now = await identities();
          return (
            now.size === 3 && [...now].every(([name, uid]) => before.has(name) && before.get(name) !== uid)
          );
        });
        await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
      },
    );
    expect(looks > 10 && fewest === 2, 'one pod short, and never more, while pods are replaced', fewest);
    await expectNoFault(stage, traffic);

    async function identities(): Promise<Map<string, unknown>> {
      const pods = await stage.objects(KINDS.pod);
      const serving = pods.filter(
        ({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === 'server',
      );
      return new Map(serving.map(({ metadata }) => [metadata.name, metadata.uid]));
    }
  },

  async then(stage) {
    const headless = `${stage.name}-headless.${stage.namespace}`;
    await stage.sees('each pod answers to a name of its own', async () => {
      for (const number of [0, 1, 2]) {
        const address = `${stage.name}-${number}.${headless}:50051`;
        const asker = `${stage.name}-${(number + 1) % 3}`;
        await stage.kubectl(['exec', asker, '--', 'grpc_health_probe', `-addr=${address}`]);
      }
      return true;
    });
  },

  break: {
    what: 'the StatefulSet names another Service than the headless one',
    because: 'each pod answers to a name of its own',
    chart: [
      {
        file: 'templates/workload/statefulset.yaml',
        find: 'serviceName: {{ include "spicedb.headlessService" . }}',
        put: 'serviceName: {{ include "spicedb.dispatchService" . }}',
      },
    ],
  },
} satisfies Scenario;
