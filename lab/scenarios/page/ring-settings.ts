import { KINDS, remove } from '../../kube.ts';
import { givesAddress, givesSecret } from '../../page/acts.ts';
import { pageOf } from '../../page/instance-page.ts';
import { givenRingAtWork, having, mended, ringServes, VALUES } from '../../page/ring.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { newPassword } from '../../stage/database.ts';

const states: State[] = [
  {
    codes: ['D104'],
    at: 'Dispatch',
    state: 'failed',
    title: 'the key was changed, and only one pod has been restarted since',
    makes: async stage => {
      const key = newPassword();
      await givesSecret(stage, {
        preshared_key: `${key},${stage.presharedKey}`,
        datastore_uri: stage.database.uri(),
      });
      const [first] = await ringServes(stage);
      await remove(KINDS.pod, stage.namespace, first?.name ?? '');
      await ringServes(stage);
    },
    // The next change restarts all of them.
    takesBack: stage => givesAddress(stage),
  },
  {
    codes: ['D103'],
    at: 'Dispatch',
    state: 'failed',
    title: 'the pods may not watch the list of the ring',
    makes: having('No right to the list of the ring', { rbac: { create: false } }),
  },
  {
    codes: ['D102'],
    at: 'Dispatch',
    state: 'failed',
    title: 'pods send work to each other, and none takes it',
    makes: having('No dispatch server', { extraArgs: ['--dispatch-cluster-enabled=false'] }),
  },
  {
    codes: ['D109'],
    at: 'Dispatch',
    state: 'needs attention',
    title: 'pods take work, and none sends any',
    makes: having('No peers', { extraArgs: ['--dispatch-upstream-addr='] }),
  },
  {
    codes: ['D101', 'D114'],
    at: 'Dispatch',
    title: 'dispatch is off, though the catalog names its list',
    makes: having('No dispatch', { config: { ...VALUES.config, dispatch: { enabled: false } } }),
    takesBack: mended,
  },
];

export default walk({
  name: 'page-ring-settings',
  title: 'The page names what pods were told wrong of each other, though every pod says that it is ready',
  spicedb: SPICEDB_NEWEST,
  given: givenRingAtWork,
  states,
  then: stage => pageOf(stage).isWell(),
  unmade: 'D104',
});
