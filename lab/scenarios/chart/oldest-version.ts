import { expectNoFault } from '../../chart/calls.ts';
import { givenDatabase, givenRelease, onPostgres } from '../../chart/given.ts';
import { seesSharedWork } from '../../chart/ring.ts';
import { SPICEDB_NEWEST, SPICEDB_OLDEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'oldest-version',
  title: `The oldest version that the chart supports, ${SPICEDB_OLDEST}, serves; helm may not jump over the steps that it needs`,
  spicedb: SPICEDB_OLDEST,
  needs: [`spicedb-${SPICEDB_OLDEST}`],

  async given(stage) {
    await givenDatabase(stage);
    await givenRelease(stage, onPostgres(3), SPICEDB_OLDEST);
  },

  async when(stage) {
    const traffic = await stage.traffic({ rate: 30, connections: 9 });
    await seesSharedWork(stage, 3);
    const { ok, output } = await stage.helm.upgrade(values => ({
      ...values,
      image: { tag: SPICEDB_NEWEST },
    }));
    expect(!ok, `helm refuses to go from ${SPICEDB_OLDEST} to ${SPICEDB_NEWEST} at once`, output);
    expect(
      output.includes('Go to v1.36.2 first, then to v1.38.0'),
      'helm to name the steps that lead there',
      output,
    );
    await expectNoFault(stage, traffic);
  },

  async then(stage) {
    await stage.sees('the old pods serve on', () => stage.readyPods(SPICEDB_OLDEST, 3));
    const revision = await stage.database.revision();
    expect(revision === 'create-relationships-counters-table', 'the database as it was', revision);
  },

  break: {
    what: 'the chart does not look at what runs now',
    because: `helm refuses to go from ${SPICEDB_OLDEST} to ${SPICEDB_NEWEST} at once`,
    chart: [
      {
        file: 'templates/_validate-migrations.tpl',
        find: '(semverCompare "<1.36.2" $before)',
        put: '(semverCompare "<0.0.1" $before)',
      },
      {
        file: 'templates/_validate-migrations.tpl',
        find: '(semverCompare "<1.37.1" $before)',
        put: '(semverCompare "<0.0.1" $before)',
      },
    ],
  },
} satisfies Scenario;
