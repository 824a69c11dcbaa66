/** Pods that do nothing of their own, and from whose place in the cluster others are called. */
import { join } from 'node:path';
import { run } from '../commands.ts';
import { apply, find, KINDS, remove } from '../kube.ts';
import { LAB } from '../paths.ts';
import { PAUSE_IMAGE } from '../pins.ts';
import { enterPod } from '../stage/inside-pod.ts';
import type { Stage } from '../stage/stage.ts';
import { podView } from '../stage/views.ts';
import type { PodView } from '../stage/views.ts';
import type { Door, Knock } from './knock.ts';

export const namespaceOf = ({ namespace }: Stage, team: string) => `${namespace}-${team}`;

/** A namespace of another team, which goes when the case is over. */
export async function givenNamespace(stage: Stage, team: string): Promise<void> {
  const name = namespaceOf(stage, team);
  await apply(KINDS.namespace, { metadata: { name } });
  stage.afterwards(() => remove(KINDS.namespace, undefined, name));
  await stage.sees(`the service account of namespace ${name}`, () =>
    find(KINDS.serviceAccount, name, 'default'),
  );
}

export async function givenCaller(
  stage: Stage,
  name: string,
  namespace = stage.namespace,
  labels: Record<string, string> = {},
): Promise<PodView> {
  await apply(KINDS.pod, {
    metadata: { name, namespace, labels },
    spec: {
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      containers: [{ name: 'pause', image: PAUSE_IMAGE }],
    },
  });
  return stage.sees(`pod ${name} of namespace ${namespace} runs`, async () => {
    const pod = await find(KINDS.pod, namespace, name);
    const view = pod && podView(pod);
    return view?.ready && view.address ? view : undefined;
  });
}

/** How each door answers to a pod. */
export async function knocksOf(
  pod: PodView,
  doors: Record<string, Door>,
): Promise<Record<string, Knock | undefined>> {
  const input = JSON.stringify(Object.values(doors));
  const program = join(LAB, 'chart', 'knock.ts');
  const said = await run('nsenter', [...enterPod(pod), process.execPath, '--no-warnings', program], {
    input,
  });
  const knocks = JSON.parse(said) as Knock[];
  return Object.fromEntries(Object.keys(doors).map((door, index) => [door, knocks[index]]));
}
