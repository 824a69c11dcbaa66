import { READY_WHEN_LISTENING } from '../../stage/breaks.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'ring-member-gone',
  title:
    'One of three pods freezes: the others wait for it until Kubernetes takes it out of the ring; then it comes back',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    await stage.commitInstance(SPICEDB_NEWEST, { config: { datastoreEngine: 'postgres', replicas: 3 } });
    await stage.seesSyncedAndHealthy();
    await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 40, connections: 12 });
    stage.did('applications ask for permissions');
    await stage.sees('hundreds of checks', async () => traffic.soFar().calls > 200);
    await stage.lingers(10);
    expect(traffic.soFar().failed === 0, 'no failed check in a whole ring', traffic.soFar());
    const [frozen] = await stage.pods('server');
    expect(frozen !== undefined, 'a pod to freeze', frozen);
    await stage.signal(frozen, 'SIGSTOP');
    stage.did(`froze ${frozen.name}`);
    await stage.sees('checks fail', async () => (traffic.lastSecond()?.failed ?? 0) > 5, 30_000);
    await stage.sees(
      'the frozen pod is out of the ring',
      async () => (await stage.endpointAddresses()).length === 2,
    );
    await stage.lingers(20);
    await stage.signal(frozen, 'SIGCONT');
    stage.did(`let ${frozen.name} go on`);
  },

  async then(stage) {
    await stage.sees('the ring is whole again', async () => (await stage.endpointAddresses()).length === 3);
    await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
    await stage.lingers(20);
  },

  break: {
    what: 'a pod counts as ready as long as its port is open',
    because: 'the frozen pod is out of the ring',
    patience: 60,
    chart: [READY_WHEN_LISTENING],
  },
} satisfies Scenario;
