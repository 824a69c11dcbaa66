import { SPICEDB_NEWEST, SPICEDB_NEWEST_HEAD } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

/** A table that a migration in the middle of the list makes. */
const TABLE_HALF_WAY = 'caveat';

const done = (stage: Stage) => stage.database.revision().catch(() => '');

export default {
  name: 'job-pod-killed',
  title: 'The migration is killed half-way: the Job goes on in another pod, from where the first one came to',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
  },

  async when(stage) {
    const release = await stage.database.holdTable(TABLE_HALF_WAY);
    await stage.commitInstance(SPICEDB_NEWEST, { config: { datastoreEngine: 'postgres' } });
    const pod = await stage.sees('the migration is half-way', async () => {
      const [running] = await stage.pods('migration');
      return running?.ready && (await done(stage)) !== '' ? running : undefined;
    });
    const halfWay = await done(stage);
    await stage.signal(pod, 'SIGKILL');
    stage.did('killed the migration');
    await stage.sees('the same Job runs in another pod', async () => {
      const [job, ...others] = await stage.jobs();
      const pods = await stage.pods('migration');
      return (
        job?.failed === 1 && others.length === 0 && pods.some(({ ready, name }) => ready && name !== pod.name)
      );
    });
    const servers = await stage.pods('server');
    expect(servers.length === 0, 'no serving pod before the migration is done', servers);
    expect((await done(stage)) === halfWay, 'what was done to be kept', await done(stage));
    await release();
  },

  async then(stage) {
    await stage.seesSyncedAndHealthy();
    await stage.sees('two pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
    const revision = await done(stage);
    expect(revision === SPICEDB_NEWEST_HEAD, 'the newest revision in the database', revision);
    const traffic = await stage.traffic();
    await stage.sees('a hundred checks', async () => traffic.soFar().calls > 100);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'every check answered rightly', total);
  },

  break: {
    what: 'the Job gives up with its first pod',
    because: 'the same Job runs in another pod',
    values: values => ({
      ...values,
      config: { datastoreEngine: 'postgres', migrations: { backoffLimit: 0 } },
    }),
  },
} satisfies Scenario;
