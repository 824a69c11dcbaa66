import { MIGRATION_NOT_FIRST } from '../../stage/breaks.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';

export default {
  name: 'secret-missing',
  title: 'The Secret with the credentials is not there at a first installation; then it is made',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
  },

  async when(stage) {
    await stage.commitInstance(SPICEDB_NEWEST, { config: { datastoreEngine: 'postgres' } });
  },

  async then(stage) {
    await stage.sees('the migration waits for its Secret', async () =>
      (await stage.pods('migration')).some(({ reasons }) => reasons.includes('CreateContainerConfigError')),
    );
    const servers = await stage.pods('server');
    expect(servers.length === 0, 'no serving pod before the migration', servers);
    await stage.lingers(25);
    await stage.secret();
    stage.did('made the Secret');
    await stage.seesSyncedAndHealthy(300_000);
    await stage.sees('two pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
    await stage.lingers(8);
  },

  break: {
    what: 'pods are rolled out together with the migration',
    because: 'no serving pod before the migration',
    chart: [MIGRATION_NOT_FIRST],
  },
} satisfies Scenario;
