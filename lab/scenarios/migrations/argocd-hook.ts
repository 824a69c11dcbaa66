import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST, SPICEDB_NEWEST_HEAD } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'argocd-hook',
  title:
    'Argo CD with the migration as a hook: a first installation and an upgrade, each migrated before its pods',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
  },

  async when(stage) {
    await stage.commitInstance(SPICEDB_BEFORE_SCHEMA_TABLES, {
      config: { datastoreEngine: 'postgres', migrations: { strategy: 'hook' } },
    });
    await stage.seesSyncedAndHealthy();
    await stage.sees('two old pods are ready', () => stage.readyPods(SPICEDB_BEFORE_SCHEMA_TABLES, 2));
    const traffic = await stage.traffic({ rate: 20 });
    await stage.commitValues(`Upgrade to SpiceDB ${SPICEDB_NEWEST}`, values => ({
      ...values,
      image: { tag: SPICEDB_NEWEST },
    }));
    await stage.sees('two new pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
    await stage.sees('the old pods are gone', async () => (await stage.pods('server')).length === 2);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'no failed check and no lost write', total);
  },

  async then(stage) {
    await stage.seesSyncedAndHealthy();
    const pods = await stage.pods('server');
    expect(
      pods.every(({ restarts }) => restarts === 0),
      'no pod that had to be started again',
      pods,
    );
    const revision = await stage.database.revision();
    expect(revision === SPICEDB_NEWEST_HEAD, 'the newest revision in the database', revision);
  },

  break: {
    what: 'the hook uses the ServiceAccount that is only made after it',
    because: 'the Application is Synced and Healthy',
    chart: [
      {
        file: 'templates/_migration.tpl',
        find: '{{- else -}}default',
        put: '{{- else -}}{{ include "spicedb.serviceAccountName" . }}',
      },
    ],
  },
} satisfies Scenario;
