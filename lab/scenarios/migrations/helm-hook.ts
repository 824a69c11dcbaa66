import { KINDS } from '../../kube.ts';
import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

async function generation(stage: Stage): Promise<unknown> {
  const [deployment] = await stage.objects(KINDS.deployment);
  return deployment?.metadata.generation;
}

const upgrade = (stage: Stage) =>
  stage.helm.upgrade(values => ({ ...values, image: { tag: SPICEDB_NEWEST } }), { timeout: '90s' });

export default {
  name: 'helm-hook',
  title: 'helm with the migration as a hook: a failed one stops the upgrade before the workload is touched',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    const { ok, output } = await stage.helm.install(SPICEDB_BEFORE_SCHEMA_TABLES, {
      config: { datastoreEngine: 'postgres', migrations: { strategy: 'hook', backoffLimit: 0 } },
    });
    expect(ok, 'helm install to go well', output);
  },

  async when(stage) {
    const traffic = await stage.traffic();
    const before = await generation(stage);
    await stage.secret({ password: 'not-the-password' });
    const { ok, output } = await upgrade(stage);
    expect(!ok, 'helm upgrade to fail with the migration', output);
    expect((await generation(stage)) === before, 'the workload untouched', await stage.pods('server'));
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'no failed check meanwhile', total);
  },

  async then(stage) {
    await stage.secret();
    const { ok, output } = await upgrade(stage);
    expect(ok, 'helm upgrade to go well with the right password', output);
    expect(
      (await stage.readyPods(SPICEDB_NEWEST, 2)) !== undefined,
      'two new pods',
      await stage.pods('server'),
    );
  },

  break: {
    what: 'the migration is an ordinary Job, which helm does not wait for',
    because: 'the workload untouched',
    values: values => ({
      ...values,
      config: { datastoreEngine: 'postgres', migrations: { strategy: 'job', backoffLimit: 0 } },
    }),
  },
} satisfies Scenario;
