import { allAnswered } from '../../chart/calls.ts';
import { givenRing } from '../../chart/given.ts';
import { worksAsOne } from '../../chart/ring.ts';
import { ringSizes } from '../../chart/ring-sizes.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'member-killed',
  title:
    'A member that dies leaves the ring at once; calls go on without it, and the ring is whole again by itself',
  spicedb: SPICEDB_NEWEST,

  given: givenRing,

  async when(stage) {
    const traffic = await stage.traffic({ rate: 40, connections: 12 });
    await stage.sees('a whole ring answers all calls', async () => allAnswered(traffic));
    const [victim] = await stage.pods('server');
    expect(victim !== undefined, 'a pod to kill', victim);
    // It is back within a second.
    const sizes = await ringSizes(stage);
    await stage.signal(victim, 'SIGKILL');
    stage.did(`killed ${victim.name}`);
    await stage.sees('the dead member is out of the ring', async () => sizes.has(2), 10_000);
    await stage.sees('all calls are answered again', async () => allAnswered(traffic), 10_000);
    const { total, lostWrites } = await traffic.stop();
    stage.did(`${total.failed} of ${total.calls} calls failed`);
    expect(total.wrong + lostWrites === 0, 'no wrong answer and no lost write', { total, lostWrites });
  },

  then: stage => worksAsOne(stage),

  break: {
    what: 'the dispatch Service lists pods that are not ready',
    because: 'the dead member is out of the ring',
    chart: [
      {
        file: 'templates/network/service-dispatch.yaml',
        find: 'publishNotReadyAddresses: false',
        put: 'publishNotReadyAddresses: true',
      },
    ],
  },
} satisfies Scenario;
