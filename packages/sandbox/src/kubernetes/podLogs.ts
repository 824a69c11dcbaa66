import type { KubernetesObject } from '../timeline/index.ts';
import { badRequest } from './failure.ts';

interface ContainerStatus {
  name: string;
  restartCount?: number;
  state?: {
    running?: object;
    terminated?: { containerID?: string };
    waiting?: { reason?: string };
  };
  lastState?: { terminated?: { containerID?: string } };
}

interface Pod extends KubernetesObject {
  spec?: { containers?: Array<{ name: string }>; initContainers?: Array<{ name: string }> };
  status?: { containerStatuses?: ContainerStatus[]; initContainerStatuses?: ContainerStatus[] };
}

function containerOf(pod: Pod, asked: string): string {
  const main = pod.spec?.containers ?? [];
  const names = [...(pod.spec?.initContainers ?? []), ...main].map(({ name }) => name);
  const [only] = main;
  if (asked === '') {
    if (main.length === 1 && only) return only.name;
    const choice = names.length ? `, choose one of: [${names.join(' ')}]` : '';
    throw badRequest(`a container name must be specified for pod ${pod.metadata.name}${choice}`);
  }
  if (!names.includes(asked))
    throw badRequest(`container ${asked} is not valid for pod ${pod.metadata.name}`);
  return asked;
}

const WAITING: Record<string, string> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

/** Which run of the container a kubelet would read, or the reason why there is none. */
function runOf(pod: Pod, container: string, previous: boolean): number {
  const { name } = pod.metadata;
  const status = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ].find(one => one.name === container);
  if (!status) throw badRequest(`container "${container}" in pod "${name}" is not available`);
  const { state = {}, lastState, restartCount = 0 } = status;
  const ranBefore = Boolean(lastState?.terminated?.containerID);
  const isOrWasCurrent = Boolean(state.running ?? state.terminated?.containerID);
  if (previous) {
    if (!ranBefore)
      throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
    return isOrWasCurrent ? restartCount - 1 : restartCount;
  }
  if (isOrWasCurrent || ranBefore) return restartCount;
  const reason = state.waiting?.reason ?? '';
  throw badRequest(
    state.terminated
      ? `container "${container}" in pod "${name}" is terminated`
      : `container "${container}" in pod "${name}" is waiting to start: ${
          WAITING[reason] ?? (reason || 'no logs yet')
        }`,
  );
}

// As Kubernetes reads a flag in a query: there is true, even without a value.
const isOn = (query: URLSearchParams, name: string) =>
  query.has(name) && !['0', 'false'].includes((query.get(name) ?? '').toLowerCase());

export function podLog(
  pod: KubernetesObject,
  query: URLSearchParams,
  linesOf: (container: string, run: number) => string[],
): string {
  const container = containerOf(pod, query.get('container') ?? '');
  const lines = linesOf(container, runOf(pod, container, isOn(query, 'previous')));
  const asked = query.get('tailLines');
  const tail = Number(asked);
  if (asked !== null && (!Number.isInteger(tail) || tail < 0)) {
    throw badRequest(`strconv.ParseInt: parsing "${asked}": invalid syntax`);
  }
  const shown = asked === null ? lines : lines.slice(Math.max(0, lines.length - tail));
  return shown.map(line => `${line}\n`).join('');
}
