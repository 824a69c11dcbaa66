import { expectNoFault } from '../../chart/calls.ts';
import { givenCaller, namespaceOf } from '../../chart/callers.ts';
import { FRIENDS, givenNarrowRing } from '../../chart/narrow.ts';
import { seesSharedWork } from '../../chart/ring.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'network-policy',
  title:
    'Behind the narrowest NetworkPolicy, which is enforced, a ring migrates, shares its work and answers those who are let in',
  spicedb: SPICEDB_NEWEST,
  // Between nodes a policy sees more: calls of other nodes' pods, and the API server, which asks for metrics from afar.
  nodes: 3,

  given: givenNarrowRing,

  async when(stage) {
    const friend = await givenCaller(stage, 'friend', namespaceOf(stage, FRIENDS));
    const traffic = await stage.traffic({ rate: 30, connections: 9, from: friend });
    await seesSharedWork(stage, 3);
    await expectNoFault(stage, traffic);
  },

  async then(stage) {
    const { ok, output } = await stage.helm.test();
    expect(ok, 'the pod of helm test is let in, though nobody named it', output);
  },

  break: {
    what: 'the policy forgets dispatch',
    because: 'each of 3 members knows 3 and answers its share',
    patience: 20,
    chart: [
      {
        file: 'templates/network/networkpolicy.yaml',
        find: /\{\{- if include "spicedb\.dispatchEnabled" \. \}\}(?=\n +- ports:\n +- port: dispatch\n)/,
        put: '{{- if false }}',
      },
    ],
  },
} satisfies Scenario;
