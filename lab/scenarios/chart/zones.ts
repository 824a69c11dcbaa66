import { expectNoFault } from '../../chart/calls.ts';
import { givenDatabase, givenRelease, givenUpgrade, onPostgres } from '../../chart/given.ts';
import { servingPods, zonesOf } from '../../chart/nodes.ts';
import { seesSharedWork } from '../../chart/ring.ts';
import { FIRST_NODE } from '../../nodes.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

/** Everything but the spread draws all pods into one zone, so that nothing else can be what parts them. */
const DRAWN_TOGETHER = {
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        preference: {
          matchExpressions: [
            { key: 'topology.kubernetes.io/zone', operator: 'In', values: [FIRST_NODE.zone] },
          ],
        },
      },
    ],
  },
};

const inThreeZones = (stage: Stage) =>
  stage.sees('three pods are in three zones', async () => {
    const zones = (await zonesOf(await servingPods(stage))).sort();
    if (zones.length === 3 && new Set(zones).size === 3) return true;
    throw new Error(`pods are in ${zones.join(', ')}`);
  });

export default {
  name: 'zones',
  title: 'Each of three zones has one of three pods, after a rollout too, and they share the work of checks',
  spicedb: SPICEDB_NEWEST,
  nodes: 3,

  async given(stage) {
    await givenDatabase(stage);
    await givenRelease(stage, {
      ...onPostgres(3),
      topologySpread: { whenUnsatisfiable: 'DoNotSchedule' },
      affinity: DRAWN_TOGETHER,
    });
  },

  async when(stage) {
    await inThreeZones(stage);
    const before = new Set((await stage.pods('server')).map(({ name }) => name));
    const traffic = await stage.traffic({ rate: 20, connections: 9 });
    await givenUpgrade(stage, values => ({ ...values, commonAnnotations: { rolled: 'out' } }));
    await stage.sees('three other pods are all there is', async () => {
      const pods = await stage.pods('server');
      return pods.length === 3 && pods.every(({ name, ready }) => ready && !before.has(name));
    });
    await expectNoFault(stage, traffic);
  },

  async then(stage) {
    await inThreeZones(stage);
    const traffic = await stage.traffic({ rate: 30, connections: 9 });
    await seesSharedWork(stage, 3);
    await expectNoFault(stage, traffic);
  },

  break: {
    what: 'the spread counts the pods of a component that does not exist',
    because: 'three pods are in three zones',
    patience: 15,
    chart: [
      {
        file: 'templates/_scheduling.tpl',
        find: '(dict "root" $root "component" "server") | nindent 6',
        put: '(dict "root" $root "component" "nobody") | nindent 6',
      },
    ],
  },
} satisfies Scenario;
