import { SPICEDB_NEWEST, SPICEDB_NEWEST_HEAD } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'helm-job',
  title:
    'helm alone: an ordinary Job migrates PostgreSQL while pods wait, and another change makes another Job',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
  },

  async when(stage) {
    const { ok, output } = await stage.helm.install(SPICEDB_NEWEST, {
      config: { datastoreEngine: 'postgres' },
    });
    expect(ok, 'helm install to go well', output);
  },

  async then(stage) {
    const pods = await stage.readyPods(SPICEDB_NEWEST, 2);
    expect(pods !== undefined, 'two ready pods', await stage.pods('server'));
    expect(
      pods.every(({ restarts }) => restarts === 0),
      'no pod killed while it waited',
      pods,
    );
    const first = await stage.sees('one migration Job, and it is done', async () => {
      const [job, ...others] = await stage.jobs();
      return others.length === 0 && job?.ended === 'Complete' && job;
    });
    const revision = await stage.database.revision();
    expect(revision === SPICEDB_NEWEST_HEAD, 'the newest revision in the database', revision);

    const { ok, output } = await stage.helm.upgrade(values => ({
      ...values,
      config: { datastoreEngine: 'postgres', migrations: { logLevel: 'debug' } },
    }));
    expect(ok, 'helm upgrade to go well with another migration', output);
    const jobs = await stage.jobs();
    expect(
      jobs.length === 1 && jobs[0]?.name !== first.name,
      'a Job of another name in the place of the first',
      jobs,
    );
    await stage.sees('the second Job is done', async () => (await stage.jobs())[0]?.ended === 'Complete');
    const traffic = await stage.traffic();
    await stage.sees('hundreds of checks', async () => traffic.soFar().calls > 200);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'every check answered rightly', total);
  },

  break: {
    what: 'the name of the Job does not change with its content',
    because: 'helm upgrade to go well with another migration',
    chart: [
      {
        file: 'templates/_migration.tpl',
        find: /\{\{- printf "%s\\n%s" \(include "spicedb\.migration\.spec".*/,
        put: 'always-the-same',
      },
    ],
  },
} satisfies Scenario;
