import { zonesOf } from '../../chart/nodes.ts';
import { apply, get, KINDS, remove } from '../../kube.ts';
import { givenNothing, isCalled, isWhole, ringServes, VALUES } from '../../page/ring.ts';
import { pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { PAUSE_IMAGE, SPICEDB_NEWEST } from '../../pins.ts';
import { FIRST_TABLE } from '../../stage/database.ts';
import type { Stage } from '../../stage/stage.ts';
import type { PodView } from '../../stage/views.ts';

const CRITICAL = 'critical';

/** A pod that the node cannot do without wants all of its processors: every other pod has to go. */
async function makesRoom({ namespace }: Stage, { node = '' }: PodView): Promise<void> {
  const { status } = await get(KINDS.node, undefined, node);
  const { cpu } = (status as { allocatable: { cpu: string } }).allocatable;
  await apply(KINDS.pod, {
    metadata: { name: CRITICAL, namespace },
    spec: {
      nodeName: node,
      priorityClassName: 'system-node-critical',
      containers: [{ name: CRITICAL, image: PAUSE_IMAGE, resources: { requests: { cpu } } }],
    },
  });
}

const givesRoomBack = ({ namespace }: Stage) => remove(KINDS.pod, namespace, CRITICAL);

const released = new WeakMap<Stage, () => Promise<void>>();

const states: State[] = [
  {
    codes: ['M214'],
    at: 'Migration',
    state: 'needs attention',
    says: /Preempting/,
    title: 'the node needs its room for something else while the migration runs there',
    makes: async stage => {
      released.set(stage, await stage.database.holdTable(FIRST_TABLE));
      await stage.commitInstance(SPICEDB_NEWEST, {
        ...VALUES,
        // Each zone must have its pod, so that one that was evicted is missed until there is room again.
        topologySpread: { whenUnsatisfiable: 'DoNotSchedule' },
      });
      const attempt = await stage.sees('the migration runs', async () =>
        (await stage.pods('migration')).find(({ ready }) => ready),
      );
      await makesRoom(stage, attempt);
    },
    takesBack: async stage => {
      await givesRoomBack(stage);
      await released.get(stage)?.();
      await stage.seesSyncedAndHealthy();
      await ringServes(stage);
      await isCalled(stage);
    },
  },
  {
    codes: ['P109', 'P104'],
    at: 'Pods',
    says: /Preempting/,
    title: 'a node needs its room for something else and throws out a pod, which no other node may take',
    makes: async stage => {
      const [first] = await ringServes(stage);
      if (!first) return;
      // One that ends by itself is told to end and ends well; what is thrown out is what does not.
      await stage.signal(first, 'SIGSTOP');
      await makesRoom(stage, first);
    },
    takesBack: async stage => {
      await givesRoomBack(stage);
      await isWhole(stage);
      // Kubernetes keeps what was thrown out for people to look at; the page is not to warn of it for ever.
      await pageOf(stage).isWell();
    },
  },
];

export default walk({
  name: 'page-nodes',
  title: 'The page shows the node and the zone of each pod, and names the pods that a node threw out',
  spicedb: SPICEDB_NEWEST,
  nodes: 3,
  given: givenNothing,
  states,
  async then(stage) {
    const page = pageOf(stage);
    const pods = (await stage.pods('server')).filter(({ ready }) => ready);
    const zones = await zonesOf(pods);
    const places = pods.map(({ node }, index) => `${node}, ${zones[index]}`);
    await stage.sees(`the page shows ${places.join('; ')}`, async () => {
      await page.codesAt('Pods');
      const text = await page.page.locator('table').allInnerTexts();
      return new Set(places).size === 3 && places.every(place => text.join('\n').includes(place));
    });
  },
});
