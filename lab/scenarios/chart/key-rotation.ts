import { randomBytes } from 'node:crypto';
import { expectNoFault } from '../../chart/calls.ts';
import { givenDatabase, givenRelease, givenUpgrade, onPostgres } from '../../chart/given.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import type { Values } from '../../stage/instance.ts';
import type { Scenario } from '../../stage/scenario.ts';

// The steps of docs/chart/key-rotation.md.
const BOTH = { presharedKey: { additionalKeys: ['next_key'] } };
const SWAPPED = { presharedKey: { key: 'next_key', additionalKeys: ['preshared_key'] } };
const NEW_ALONE = { presharedKey: { key: 'next_key', additionalKeys: [] } };

const withKeys = (credentials: object) => (values: Values) => ({ ...values, credentials });

export default {
  name: 'key-rotation',
  title: 'The preshared key is rotated in four steps while callers go on, and not one call fails',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await givenDatabase(stage);
    // Two at once, so that old and new pods mix for as short a time as they can.
    await givenRelease(stage, { ...onPostgres(3), workload: { maxSurge: 3 } });
  },

  async when(stage) {
    const next = randomBytes(12).toString('hex');
    stage.secrets.push(next);
    await stage.secret({ data: { next_key: next } });
    const old = await stage.traffic({ rate: 20, connections: 9 });
    await givenUpgrade(stage, withKeys(BOTH));
    stage.did('all pods accept both keys');
    await givenUpgrade(stage, withKeys(SWAPPED));
    stage.did('pods use the new key between each other');
    const fresh = await stage.traffic({ rate: 20, connections: 9, key: next });
    await expectNoFault(stage, old);
    stage.did('all callers have the new key');
    await givenUpgrade(stage, withKeys(NEW_ALONE));
    stage.did('the old key is dropped');
    await expectNoFault(stage, fresh);
  },

  async then(stage) {
    await stage.sees('three pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 3));
  },

  break: {
    what: 'pods are only told the first of their keys',
    because: 'not one call fails',
    chart: [
      {
        file: 'templates/_env.tpl',
        find: '"$({{ join "),$(" $names }})"',
        put: '"$({{ first $names }})"',
      },
    ],
  },
} satisfies Scenario;
