import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST } from '../../pins.ts';
import { NO_PAUSE, OLD_PODS_LEAVE_FIRST } from '../../stage/breaks.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'helm-rollback',
  title:
    'A naive helm rollback over a migration fails, while the newer pods serve on; going forward again heals it',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    const installed = await stage.helm.install(SPICEDB_BEFORE_SCHEMA_TABLES, {
      config: { datastoreEngine: 'postgres', migrations: { backoffLimit: 1 } },
    });
    expect(installed.ok, 'helm install to go well', installed.output);
    const upgraded = await stage.helm.upgrade(values => ({ ...values, image: { tag: SPICEDB_NEWEST } }));
    expect(upgraded.ok, 'helm upgrade to go well', upgraded.output);
    await stage.sees('two newer pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
  },

  async when(stage) {
    const traffic = await stage.traffic();
    const { ok, output } = await stage.helm.rollback({ timeout: '40s' });
    const { failed, wrong } = traffic.soFar();
    expect(failed + wrong === 0, 'the newer pods to answer every check', traffic.soFar());
    const { lostWrites } = await traffic.stop();
    expect(lostWrites === 0, 'no lost write', lostWrites);
    expect(!ok, 'helm rollback to fail', output);
    await stage.sees('the older migration says that it does not know the database', async () =>
      (
        await stage.pods('migration')
      ).some(({ messages }) =>
        messages.some(message => message.includes('unable to find migration for revision')),
      ),
    );
    const old = (await stage.pods('server')).filter(({ image }) =>
      image.endsWith(`:${SPICEDB_BEFORE_SCHEMA_TABLES}`),
    );
    expect(old.length > 0 && old.every(({ ready }) => !ready), 'an older pod that is not ready', old);
  },

  async then(stage) {
    const { ok, output } = await stage.helm.upgrade(values => ({
      ...values,
      config: { datastoreEngine: 'postgres', migrations: { rerunToken: 'after the rollback' } },
    }));
    expect(ok, 'helm upgrade to the newer version to go well', output);
    await stage.sees('two newer pods, and no other', async () => {
      const pods = await stage.pods('server');
      return pods.length === 2 && (await stage.readyPods(SPICEDB_NEWEST, 2)) !== undefined;
    });
  },

  break: {
    what: 'the newer pods leave at once, before the older ones serve',
    because: 'the newer pods to answer every check',
    chart: [OLD_PODS_LEAVE_FIRST, NO_PAUSE],
  },
} satisfies Scenario;
