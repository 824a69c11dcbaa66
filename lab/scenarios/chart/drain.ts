import { expectNoFault } from '../../chart/calls.ts';
import { fewestDuring } from '../../chart/fewest.ts';
import { givenRing } from '../../chart/given.ts';
import { ApiError, call, KINDS, pathOf } from '../../kube.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

const TOO_MANY_REQUESTS = 429;

/** Asks for a pod to go, as a drain does; the budget may say "not now". */
async function evict({ namespace }: Stage, name: string): Promise<'goes' | 'not now'> {
  try {
    await call(`${pathOf(KINDS.pod, namespace, name)}/eviction`, {
      method: 'POST',
      body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } },
    });
    return 'goes';
  } catch (error) {
    if (error instanceof ApiError && error.status === TOO_MANY_REQUESTS) return 'not now';
    throw error;
  }
}

export default {
  name: 'drain',
  title: 'A drain takes one pod after the other, each when the last is replaced, and not one call fails',
  spicedb: SPICEDB_NEWEST,

  given: givenRing,

  async when(stage) {
    const traffic = await stage.traffic({ rate: 20, connections: 9 });
    const [first, ...others] = await stage.pods('server');
    expect(first !== undefined && others.length === 2, 'three pods to drain', others);
    const { fewest, looks } = await fewestDuring(
      async () => (await stage.pods('server')).filter(({ ready, leaving }) => ready && !leaving).length,
      async () => {
        const one = await evict(stage, first.name);
        expect(one === 'goes', 'a first pod may go', one);
        const two = await evict(stage, others[0]?.name ?? '');
        expect(two === 'not now', 'a second pod may not go before the first is replaced', two);
        for (const { name } of others) {
          await stage.sees(`${name} may go in its turn`, async () => (await evict(stage, name)) === 'goes');
        }
        await stage.sees('three other pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
      },
    );
    expect(looks > 10 && fewest >= 2, 'never fewer than two pods ready', { fewest, looks });
    await expectNoFault(stage, traffic);
  },

  async then(stage) {
    await stage.sees('the ring is whole', async () => (await stage.endpointAddresses()).length === 3);
  },

  break: {
    what: 'the budget lets all pods go at once',
    because: 'a second pod may not go before the first is replaced',
    chart: [
      {
        file: 'templates/workload/pdb.yaml',
        find: 'maxUnavailable: {{ .Values.podDisruptionBudget.maxUnavailable }}',
        put: 'maxUnavailable: 3',
      },
    ],
  },
} satisfies Scenario;
