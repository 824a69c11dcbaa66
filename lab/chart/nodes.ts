/** On which nodes, and in which zones, pods came to run. */
import { get, KINDS } from '../kube.ts';
import type { Stage } from '../stage/stage.ts';
import type { PodView } from '../stage/views.ts';

const ZONE = 'topology.kubernetes.io/zone';

/** The pods that serve and are not on their way out. */
export const servingPods = async (stage: Stage): Promise<PodView[]> =>
  (await stage.pods('server')).filter(({ ready, leaving }) => ready && !leaving);

/** The zone of each pod, as the label of its node says. */
export const zonesOf = (pods: PodView[]): Promise<string[]> =>
  Promise.all(
    pods.map(async ({ node = '' }) => {
      const { metadata } = await get(KINDS.node, undefined, node);
      return metadata.labels?.[ZONE] ?? 'no zone';
    }),
  );

/** Waits until that many pods serve, none of them on a node that is named. */
export const seesPodsElsewhere = (stage: Stage, count: number, node: string): Promise<PodView[]> =>
  stage.sees(`${count} pods are ready, none of them on ${node}`, async () => {
    const pods = await servingPods(stage);
    const names = pods.map(({ node: where }) => where).join(', ');
    if (pods.length === count && pods.every(({ node: where }) => where !== node)) return pods;
    throw new Error(`${pods.length} pods are ready, on ${names}`);
  });
