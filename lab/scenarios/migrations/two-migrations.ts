import { KINDS } from '../../kube.ts';
import { SPICEDB_NEWEST, SPICEDB_NEWEST_HEAD } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

/** The first table that SpiceDB makes. */
const FIRST_TABLE = 'relation_tuple_transaction';

/** The same migration once more, as a person would start it who does not see the first. */
async function startCopy(stage: Stage): Promise<void> {
  const [job] = await stage.objects(KINDS.job);
  const { template, backoffLimit } = job?.spec as {
    template: { metadata: { labels: Record<string, string> }; spec: object };
    backoffLimit: number;
  };
  const labels = { 'app.kubernetes.io/component': 'migration' };
  const copy = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'by-hand' },
    spec: { backoffLimit, template: { metadata: { labels }, spec: template.spec } },
  };
  await stage.kubectl(['create', '--filename', '-'], JSON.stringify(copy));
  stage.did('started the same migration by hand');
}

export default {
  name: 'two-migrations',
  title: 'Two migrations of one database at once: one gives way, tries again, and both end well',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
  },

  async when(stage) {
    // Both come as far as the first table and wait there, so that they really meet.
    const release = await stage.database.holdTable(FIRST_TABLE);
    const { ok, output } = await stage.helm.install(
      SPICEDB_NEWEST,
      { config: { datastoreEngine: 'postgres' } },
      { wait: false },
    );
    expect(ok, 'helm install to go well', output);
    await startCopy(stage);
    await stage.sees('both wait for the same table', async () => {
      const waiting = await stage.database.sql(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database();",
      );
      return Number(waiting) >= 2;
    });
    await release();
  },

  async then(stage) {
    await stage.sees('one of them has failed on what the other made', async () =>
      (await stage.jobs()).some(({ failed }) => failed > 0),
    );
    await stage.sees('both Jobs end well', async () => {
      const jobs = await stage.jobs();
      return jobs.length === 2 && jobs.every(({ ended }) => ended === 'Complete');
    });
    const revision = await stage.database.revision();
    expect(revision === SPICEDB_NEWEST_HEAD, 'the newest revision in the database', revision);
    await stage.sees('two pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
    const traffic = await stage.traffic();
    await stage.sees('a hundred checks', async () => traffic.soFar().calls > 100);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'every check answered rightly', total);
  },

  break: {
    what: 'a Job gives up with its first pod',
    because: 'both Jobs end well',
    values: values => ({
      ...values,
      config: { datastoreEngine: 'postgres', migrations: { backoffLimit: 0 } },
    }),
  },
} satisfies Scenario;
