import { expectNoFault } from '../../chart/calls.ts';
import { fewestDuring } from '../../chart/fewest.ts';
import { givenRing } from '../../chart/given.ts';
import { seesPodsElsewhere, servingPods } from '../../chart/nodes.ts';
import { seesSharedWork } from '../../chart/ring.ts';
import { FURTHER_NODES } from '../../nodes.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'drain-node',
  title:
    'kubectl drains one node after the other; their pods move to those that are left, and not one call fails',
  spicedb: SPICEDB_NEWEST,
  nodes: 3,

  given: givenRing,

  async when(stage) {
    const traffic = await stage.traffic({ rate: 20, connections: 9 });
    const { fewest, looks } = await fewestDuring(
      async () => (await servingPods(stage)).length,
      async () => {
        for (const { name } of FURTHER_NODES) {
          const there = (await servingPods(stage)).filter(({ node }) => node === name);
          expect(there.length > 0, `a pod on ${name}, which is to be drained`, await servingPods(stage));
          await stage.kubectl(['drain', name, '--ignore-daemonsets', '--timeout=120s']);
          stage.did(`drained ${name} of ${there.map(pod => pod.name).join(', ')}`);
          await seesPodsElsewhere(stage, 3, name);
          await stage.kubectl(['uncordon', name]);
        }
      },
    );
    expect(looks > 10 && fewest >= 2, 'never fewer than two pods ready', { fewest, looks });
    await expectNoFault(stage, traffic);
  },

  async then(stage) {
    const traffic = await stage.traffic({ rate: 30, connections: 9 });
    await seesSharedWork(stage, 3);
    await expectNoFault(stage, traffic);
  },

  break: {
    what: 'the spread insists, so that the zone that is being emptied has to have its pod',
    because: '3 pods are ready, none of them on',
    patience: 40,
    values: values => ({ ...values, topologySpread: { whenUnsatisfiable: 'DoNotSchedule' } }),
  },
} satisfies Scenario;
