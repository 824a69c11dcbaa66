import { allAnswered, mostFail } from '../../chart/calls.ts';
import { givenRing } from '../../chart/given.ts';
import { worksAsOne } from '../../chart/ring.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'member-frozen',
  title: 'A member that no longer answers stalls its callers until readiness takes it out; it may come back',
  spicedb: SPICEDB_NEWEST,

  given: givenRing,

  async when(stage) {
    const traffic = await stage.traffic({ rate: 40, connections: 12 });
    await stage.sees('a whole ring answers all calls', async () => allAnswered(traffic));
    const [frozen] = await stage.pods('server');
    expect(frozen !== undefined, 'a pod to freeze', frozen);
    await stage.signal(frozen, 'SIGSTOP');
    stage.did(`froze ${frozen.name}`);
    await stage.sees('most calls fail', async () => mostFail(traffic), 30_000);
    await stage.sees(
      'the frozen member is out of the ring',
      async () => (await stage.endpointAddresses()).length === 2,
      60_000,
    );
    // A caller whose own connection leads to the frozen pod waits on; callers without it need not.
    const callers = await stage.traffic({ rate: 40, connections: 12 });
    await stage.sees('all new callers are answered without it', async () => allAnswered(callers), 20_000);
    await callers.stop();
    await stage.signal(frozen, 'SIGCONT');
    stage.did(`let ${frozen.name} go on`);
    const { total, lostWrites } = await traffic.stop();
    stage.did(`${total.failed} of ${total.calls} calls failed`);
    expect(total.wrong + lostWrites === 0, 'no wrong answer and no lost write', { total, lostWrites });
  },

  then: stage => worksAsOne(stage),

  break: {
    what: 'readiness only looks whether the port is open, which it is on a frozen pod',
    because: 'the frozen member is out of the ring',
    chart: [
      {
        file: 'templates/_pod.tpl',
        find: /exec:\n +command:\n[\s\S]*?(?= +\{\{- toYaml \.Values\.probes\.readiness)/,
        put: 'tcpSocket:\n    port: grpc\n',
      },
    ],
  },
} satisfies Scenario;
