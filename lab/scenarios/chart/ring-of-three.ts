import { givenRing } from '../../chart/given.ts';
import { expectNoFault } from '../../chart/calls.ts';
import { seesSharedWork } from '../../chart/ring.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'ring-of-three',
  title: 'Three pods find each other and share the work of checks, as their metrics tell',
  spicedb: SPICEDB_NEWEST,

  given: givenRing,

  async when(stage) {
    await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
  },

  async then(stage) {
    const traffic = await stage.traffic({ rate: 30, connections: 9 });
    await seesSharedWork(stage, 3);
    await expectNoFault(stage, traffic);
  },

  break: {
    what: 'pods call the address of the Service, as was once asked for, instead of finding each other',
    because: 'each of 3 members knows 3',
    patience: 20,
    chart: [
      {
        file: 'templates/_env.tpl',
        find: 'kubernetes:///{{ $target }}:dispatch',
        put: '{{ include "spicedb.fullname" . }}.{{ .Release.Namespace }}.svc.cluster.local:50053',
      },
    ],
  },
} satisfies Scenario;
