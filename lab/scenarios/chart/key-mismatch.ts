import { allAnswered } from '../../chart/calls.ts';
import { givenRing } from '../../chart/given.ts';
import { replacePod } from '../../chart/pods.ts';
import { readRing, worksAsOne } from '../../chart/ring.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'key-mismatch',
  title:
    'One of three members has another key: all are Ready, members refuse each other, and most calls fail',
  spicedb: SPICEDB_NEWEST,

  given: givenRing,

  async when(stage) {
    const traffic = await stage.traffic({ rate: 40, connections: 12 });
    await stage.sees('a whole ring answers all calls', async () => allAnswered(traffic));
    const [first] = await stage.pods('server');
    expect(first !== undefined, 'a pod to replace', first);
    const another = `another-${stage.presharedKey}`;
    stage.secrets.push(another);
    await stage.secret({ data: { preshared_key: another } });
    const stranger = await replacePod(stage, first, 3);
    stage.did(`${stranger.name} has another key than the rest`);
    await stage.sees(
      'members refuse each other, by their own metrics',
      async () => (await readRing(stage)).some(({ answered }) => (answered.PermissionDenied ?? 0) > 20),
      30_000,
    );
    await stage.sees('calls fail', async () => (traffic.lastSecond()?.failed ?? 0) > 5, 15_000);
    const ready = await stage.readyPods(SPICEDB_NEWEST, 3);
    expect(ready !== undefined, 'all three pods Ready all the same', await stage.pods('server'));

    await stage.secret();
    await replacePod(stage, stranger, 3);
    stage.did('gave it the key of the others');
    await stage.sees('all calls are answered again', async () => allAnswered(traffic), 30_000);
    await traffic.stop();
  },

  then: stage => worksAsOne(stage),

  break: {
    what: 'pods do not dispatch at all, so that none asks another',
    because: 'members refuse each other',
    values: values => ({
      ...values,
      config: { ...(values.config as object), dispatch: { enabled: false } },
    }),
  },
} satisfies Scenario;
