import { objectsIn } from '../../chart/leftovers.ts';
import { find, KINDS } from '../../kube.ts';
import { givesSecret } from '../../page/acts.ts';
import { createsInForm, refOf, runs, seesItTakenOut, worksByGit } from '../../page/by-git.ts';
import { pageOf } from '../../page/instance-page.ts';
import type { PageScenario } from '../../page/states.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { newPassword } from '../../stage/database.ts';
import { expect } from '../../stage/expectation.ts';
import { secretOf } from '../../stage/instance.ts';
import type { Stage } from '../../stage/stage.ts';
import type { Traffic } from '../../traffic.ts';

const NEW_KEY = 'preshared_key_2';

/** What stood in the namespace before the instance did. */
const given = new WeakMap<Stage, string[]>();
const newKeys = new WeakMap<Stage, string>();

/** What a team makes outside of Git: the Secret with both keys, and the address of its database. */
async function bothKeys(stage: Stage): Promise<void> {
  const newKey = newPassword();
  newKeys.set(stage, newKey);
  await givesSecret(stage, {
    preshared_key: stage.presharedKey,
    [NEW_KEY]: newKey,
    datastore_uri: stage.database.uri(),
  });
}

/** The ordinary way of Argo CD: it looks at Git by itself. */
const pods = (stage: Stage, count: number, what: string, keys?: string[]) =>
  stage.sees(what, async () => {
    const all = await stage.pods('server');
    const ready = await stage.readyPods(SPICEDB_NEWEST, count);
    return all.length === count && ready && (!keys || (await readKeys(stage)).join() === keys.join());
  });

/** The keys of the Secret that all serving pods read, the first one first. */
async function readKeys(stage: Stage): Promise<string[]> {
  interface Container {
    env?: Array<{ valueFrom?: { secretKeyRef?: { key: string } } }>;
  }
  const objects = (await stage.objects(KINDS.pod)).filter(
    ({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === 'server',
  );
  const perPod = objects.map(({ spec }) =>
    ((spec as { containers: Container[] }).containers[0]?.env ?? [])
      .flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.key ?? [])
      .filter(key => key.startsWith('preshared')),
  );
  const [first = []] = perPod;
  return perPod.every(keys => keys.join() === first.join()) ? first : [];
}

/** Ends calls and demands that none of them failed. */
async function wentWell(traffic: Traffic, what: string): Promise<void> {
  const { total, lostWrites } = await traffic.stop();
  expect(total.calls > 50 && total.failed + total.wrong + lostWrites === 0, `no failed check ${what}`, {
    total,
    lostWrites,
  });
}

export default {
  name: 'page-write-path',
  title: 'The templates make an instance, change it, replace its key under traffic and remove it, all by Git',
  spicedb: SPICEDB_NEWEST,
  portal: 'looks',
  proves: [],

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await bothKeys(stage);
    await worksByGit(stage);
    given.set(stage, await objectsIn(stage.namespace));
  },

  async when(stage) {
    const page = pageOf(stage);
    await createsInForm(stage);
    await page.opens();
    await pods(stage, 1, 'the instance that the form made is healthy');
    const first = await stage.traffic();
    await page.isWell(180_000);

    await runs(stage, 'update-spicedb-instance', {
      instance: refOf(stage),
      changes: { replicas: 2, logLevel: 'warn' },
    });
    await pods(stage, 2, 'the update has reached the pods');
    await page.shows({ at: 'Pods', state: 'ok', headline: /2 of 2 ready/ });

    const rotate = (step: string) =>
      runs(stage, 'rotate-spicedb-key', { instance: refOf(stage), key: NEW_KEY, step });
    await rotate('accept');
    await pods(stage, 2, 'the pods accept the new key as well', ['preshared_key', NEW_KEY]);
    const second = await stage.traffic({ key: newKeys.get(stage) });
    await rotate('prefer');
    await pods(stage, 2, 'the pods use the new key', [NEW_KEY, 'preshared_key']);
    await wentWell(first, 'with the old key until it is retired');
    await rotate('retire');
    await pods(stage, 2, 'the old key is retired', [NEW_KEY]);
    await stage.sees('checks go on with the new key', async () => (second.lastSecond()?.calls ?? 0) > 0);
    await wentWell(second, 'with the new key');
    const late = await stage.traffic().then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    expect(/invalid preshared key/.test(late), 'the old key to be refused', late);
  },

  async then(stage) {
    await runs(stage, 'remove-spicedb-instance', {
      instance: refOf(stage),
      confirm: stage.name,
      objects: 'remove',
    });
    await seesItTakenOut(stage);
    await stage.sees('nothing is left of its objects', async () => {
      const left = (await objectsIn(stage.namespace)).filter(name => !given.get(stage)?.includes(name));
      if (left.length === 0) return true;
      throw new Error(left.join(', '));
    });
    const secret = await find(KINDS.secret, stage.namespace, secretOf(stage.name));
    expect(secret !== undefined, 'the Secret to stay', secret);
    pageOf(stage).staysWhole();
  },

  break: {
    what: 'the Secret does not hold the new key',
    because: 'the pods accept the new key as well',
    beforeWhen: stage =>
      givesSecret(stage, { preshared_key: stage.presharedKey, datastore_uri: stage.database.uri() }),
  },
} satisfies PageScenario;
