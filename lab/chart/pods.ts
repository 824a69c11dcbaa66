/** Single pods: what they log, and how they are replaced. */
import { callText, KINDS, pathOf, remove } from '../kube.ts';
import { SPICEDB_NEWEST } from '../pins.ts';
import type { Stage } from '../stage/stage.ts';
import type { PodView } from '../stage/views.ts';

export const logOf = ({ namespace }: Stage, pod: string) =>
  callText(`${pathOf(KINDS.pod, namespace, pod)}/log`);

/** Deletes a pod and gives back the one that took its place, once all are ready. */
export async function replacePod(stage: Stage, pod: PodView, count: number): Promise<PodView> {
  const before = new Set((await stage.pods('server')).map(({ name }) => name));
  await remove(KINDS.pod, stage.namespace, pod.name);
  return stage.sees(`another pod in the place of ${pod.name}`, async () => {
    const ready = await stage.readyPods(SPICEDB_NEWEST, count);
    const gone = ready !== undefined && !ready.some(({ name }) => name === pod.name);
    return gone && ready.find(({ name }) => !before.has(name));
  });
}
