import { expectNoFault } from '../../chart/calls.ts';
import { givenDatabase, givenRelease, onPostgres } from '../../chart/given.ts';
import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST, SPICEDB_OLD } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Values } from '../../stage/instance.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

const toVersion = (version: string) => (values: Values) => ({ ...values, image: { tag: version } });

async function upgrade(stage: Stage, version: string): Promise<void> {
  const { ok, output } = await stage.helm.upgrade(toVersion(version), { wait: true, timeout: '150s' });
  expect(ok, `helm upgrades to ${version} and its pods become ready`, output);
  await stage.sees(`only pods of ${version} serve`, async () => {
    const pods = (await stage.pods('server')).filter(({ leaving }) => !leaving);
    return pods.length === 2 && pods.every(({ ready, image }) => ready && image.endsWith(`:${version}`));
  });
}

export default {
  name: 'upgrade-old',
  title: `From ${SPICEDB_OLD} to ${SPICEDB_NEWEST} in two steps under traffic: not one call fails, and no write is lost`,
  spicedb: SPICEDB_NEWEST,
  needs: [`spicedb-${SPICEDB_OLD}`],

  async given(stage) {
    await givenDatabase(stage);
    await givenRelease(stage, onPostgres(2), SPICEDB_OLD);
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 20, connections: 9 });
    await upgrade(stage, SPICEDB_BEFORE_SCHEMA_TABLES);
    await upgrade(stage, SPICEDB_NEWEST);
    await expectNoFault(stage, traffic);
  },

  async then(stage) {
    const revision = await stage.database.revision();
    expect(revision === 'populate-schema-tables', 'the database at the newest revision', revision);
  },

  break: {
    what: 'pods do not wait before they stop, so that calls still come to them',
    because: 'not one call fails',
    values: values => ({ ...values, preStop: { sleepSeconds: 0 } }),
  },
} satisfies Scenario;
