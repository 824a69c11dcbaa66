import { objectsIn } from '../../chart/leftovers.ts';
import { givesAddress } from '../../page/acts.ts';
import {
  ENVIRONMENT,
  readsFile,
  refOf,
  runs,
  seesItTakenOut,
  takesObjectsAlong,
  worksByGit,
} from '../../page/by-git.ts';
import { pageOf } from '../../page/instance-page.ts';
import type { PageScenario } from '../../page/states.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Stage } from '../../stage/stage.ts';
import type { Traffic } from '../../traffic.ts';

/** What becomes of the objects, as the person says who removes the instance. */
const fates = new WeakMap<Stage, 'remove'>();
const before = new WeakMap<Stage, { objects: string[]; traffic: Traffic }>();

const removes = (stage: Stage) =>
  runs(stage, 'remove-spicedb-instance', {
    instance: refOf(stage),
    confirm: stage.name,
    objects: fates.get(stage) ?? 'keep',
  });

export default {
  name: 'page-remove-keep',
  title:
    'An instance is taken out of Git in two steps, and all of its objects go on as they were, under traffic',
  spicedb: SPICEDB_NEWEST,
  portal: 'looks',
  proves: [],

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await givesAddress(stage);
    await worksByGit(stage);
    await runs(stage, 'create-spicedb-instance', {
      name: stage.name,
      environment: ENVIRONMENT,
      engine: 'postgres',
      namespace: stage.namespace,
      size: 'small',
    });
    await pageOf(stage).opens();
    await stage.sees('the instance is healthy', () => stage.readyPods(SPICEDB_NEWEST, 1));
    await stage.seesSyncedAndHealthy();
  },

  async when(stage) {
    const traffic = await stage.traffic();
    before.set(stage, { objects: await objectsIn(stage.namespace), traffic });
    expect(await takesObjectsAlong(stage), 'an Application that takes its objects along', false);
    const said = await removes(stage);
    if (!fates.has(stage)) {
      expect(/first of two steps/.test(said), 'the template to speak of the first of two steps', said);
      await stage.sees(
        'the Application takes nothing along any more',
        async () => !(await takesObjectsAlong(stage)),
      );
      expect((await readsFile(stage, 'values.yaml')) !== undefined, 'the files to be there still', said);
      await removes(stage);
    }
    await seesItTakenOut(stage);
  },

  async then(stage) {
    const { objects, traffic } = before.get(stage)!;
    await stage.sees('the portal has forgotten it', async () => {
      const { page } = pageOf(stage);
      await page.goto(`/catalog/default/resource/${stage.name}/spicedb`);
      await page.getByText(/^There is no .* with the requested/).waitFor({ timeout: 10_000 });
      return true;
    });
    const left = await objectsIn(stage.namespace);
    expect(left.join() === objects.join(), 'the very same objects as before', { left, objects });
    const { total, lostWrites } = await traffic.stop();
    const bad = total.failed + total.wrong + lostWrites;
    expect(total.calls > 50 && bad === 0, 'no failed check and no lost write', { total, lostWrites });
    pageOf(stage).staysWhole();
  },

  break: {
    what: 'it is removed together with its objects',
    because: 'the very same objects as before',
    beforeWhen: async stage => void fates.set(stage, 'remove'),
  },
} satisfies PageScenario;
