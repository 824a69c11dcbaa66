import { givesAddress } from '../../page/acts.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Stage } from '../../stage/stage.ts';

const held = new WeakMap<Stage, () => Promise<void>>();

export default walk({
  name: 'page-without-argocd',
  title:
    'Helm installs an instance: the page fills from the left, pods wait for the migration, and all ends well',
  spicedb: SPICEDB_NEWEST,
  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await givesAddress(stage);
    await opensPage(stage, 'postgres', { 'argocd/app-name': undefined, 'argocd/app-namespace': undefined });
  },
  states: [
    {
      codes: ['P120'],
      at: 'Pods',
      state: 'waits for Migration',
      title: 'Helm makes the Job and the pods at once, and another session holds a lock',
      makes: async stage => {
        held.set(stage, await stage.database.holdTable('relation_tuple_transaction'));
        const values = { config: { datastoreEngine: 'postgres' } };
        const installed = await stage.helm.install(SPICEDB_NEWEST, values, { wait: false });
        expect(installed.ok, 'helm to install the chart', installed.output);
        await pageOf(stage).shows({ at: 'Migration', state: 'in progress' });
      },
      takesBack: async stage => {
        await held.get(stage)?.();
        await pageOf(stage).shows({ at: 'Migration', state: 'ok' });
        await pageOf(stage).shows({ at: 'Pods', state: 'ok', headline: /2 of 2 ready/ }, 120_000);
      },
    },
  ],
  async then(stage) {
    await stage.traffic({ rate: 20, connections: 6 });
    await pageOf(stage).isWell(120_000);
    await pageOf(stage).shows({ at: 'Argo CD', state: 'not used' });
  },
});
