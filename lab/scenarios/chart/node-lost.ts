import { allAnswered } from '../../chart/calls.ts';
import { givenDatabase, givenRelease, onPostgres } from '../../chart/given.ts';
import { seesPodsElsewhere, servingPods } from '../../chart/nodes.ts';
import { worksAsOne } from '../../chart/ring.ts';
import { cutPower } from '../../further-nodes.ts';
import { FURTHER_NODES } from '../../nodes.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

/** Kubernetes itself would wait five minutes for the node before it makes another pod. */
const NOT_FOR_LONG = ['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready'].map(key => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 10,
}));

export default {
  name: 'node-lost',
  title: 'A node that loses its power stalls callers until the cluster notices; then another takes its pod',
  spicedb: SPICEDB_NEWEST,
  nodes: 3,

  async given(stage) {
    await givenDatabase(stage);
    await givenRelease(stage, { ...onPostgres(3), tolerations: NOT_FOR_LONG });
  },

  async when(stage) {
    const [lost] = FURTHER_NODES.slice(-1);
    const there = (await servingPods(stage)).filter(({ node }) => node === lost?.name);
    expect(lost !== undefined && there.length > 0, 'a pod on the node that is to be lost', there);
    const traffic = await stage.traffic({ rate: 40, connections: 12 });
    await stage.sees('a whole ring answers all calls', async () => allAnswered(traffic));
    await cutPower(lost);
    stage.did(`cut the power of ${lost.name}, with ${there.map(({ name }) => name).join(', ')} on it`);
    await stage.sees(
      'the lost member is out of the ring',
      async () => (await stage.endpointAddresses()).length === 3 - there.length,
      90_000,
    );
    // A caller whose own connection leads to the lost node waits on; callers without it need not.
    const callers = await stage.traffic({ rate: 40, connections: 12 });
    await stage.sees('all new callers are answered without it', async () => allAnswered(callers), 20_000);
    await callers.stop();
    await seesPodsElsewhere(stage, 3, lost.name);
    const { total, lostWrites } = await traffic.stop();
    stage.did(`${total.failed} of ${total.calls} calls failed`);
    expect(total.wrong + lostWrites === 0, 'no wrong answer and no lost write', { total, lostWrites });
  },

  then: stage => worksAsOne(stage),

  break: {
    what: 'pods tolerate a lost node for as long as Kubernetes does by itself, five minutes',
    because: '3 pods are ready, none of them on',
    patience: 60,
    values: values => ({ ...values, tolerations: [] }),
  },
} satisfies Scenario;
