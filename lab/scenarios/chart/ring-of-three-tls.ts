import { givenCertificates, givenDatabase, givenRelease, onPostgres } from '../../chart/given.ts';
import { expectNoFault } from '../../chart/calls.ts';
import { seesSharedWork } from '../../chart/ring.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'ring-of-three-tls',
  title: 'Three pods share the work of checks over TLS, as their metrics tell',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await givenDatabase(stage);
    const { config } = await givenCertificates(stage);
    await givenRelease(stage, onPostgres(3, config));
  },

  async when(stage) {
    await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
  },

  async then(stage) {
    const traffic = await stage.traffic({ rate: 30, connections: 9, tls: true });
    await seesSharedWork(stage, 3);
    await expectNoFault(stage, traffic);
  },

  break: {
    what: 'pods are not given the CA of their peers, and speak plaintext to members that expect TLS',
    because: 'each of 3 members knows 3',
    patience: 20,
    chart: [
      {
        file: 'templates/_env.tpl',
        find: '{{- if include "spicedb.upstreamCASecret" . }}',
        put: '{{- if false }}',
      },
    ],
  },
} satisfies Scenario;
