import { KINDS } from '../kube.ts';
import type { KubernetesObject } from '../kube.ts';
import { watchKind } from '../record/watch.ts';
import type { Stage } from '../stage/stage.ts';
import { addressesIn } from '../stage/views.ts';

/** How many members the ring has from now on, also where it has so many for too short to be met by asking. */
export async function ringSizes(stage: Stage): Promise<ReadonlySet<number>> {
  const sizes = new Set<number>();
  const ending = new AbortController();
  stage.afterwards(async () => ending.abort());
  await new Promise<void>((begun, failed) => {
    const watcher = {
      seen(endpoints: KubernetesObject) {
        sizes.add(addressesIn(endpoints).length);
        begun();
      },
      gone: () => sizes.add(0),
    };
    const query = `fieldSelector=metadata.name%3D${stage.name}-dispatch`;
    watchKind(KINDS.endpoints, stage.namespace, query, watcher, ending.signal).catch(failed);
  });
  return sizes;
}
