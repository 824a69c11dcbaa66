/** What a case reads of an object: the few facts that cases speak of. */
import type { KubernetesObject } from '../kube.ts';

export interface ApplicationStatus {
  sync?: { status: string; revision?: string; revisions?: string[] };
  health?: { status: string };
  operationState?: { phase: string; message?: string; retryCount?: number };
  conditions?: Array<{ type: string; message: string }>;
}

export interface PodView {
  name: string;
  component: string;
  ready: boolean;
  /** It was told to end, and ends. */
  leaving: boolean;
  image: string;
  restarts: number;
  /** Why a container waits or ended, as Kubernetes says it. */
  reasons: string[];
  /** What containers said when they ended, this run's and the last's. */
  messages: string[];
  address?: string;
  containerId?: string;
  /** Where it runs, once that is decided. */
  node?: string;
}

interface ContainerState {
  reason?: string;
  message?: string;
}

interface ContainerStatus {
  containerID?: string;
  ready: boolean;
  restartCount: number;
  state?: Record<string, ContainerState>;
  lastState?: Record<string, ContainerState>;
}

const present = (texts: Array<string | undefined>) =>
  texts.filter((text): text is string => text !== undefined && text !== '');

export function podView({ metadata, spec, status }: KubernetesObject): PodView {
  const { containers, nodeName } = spec as { containers: Array<{ image: string }>; nodeName?: string };
  const {
    containerStatuses = [],
    conditions = [],
    podIP,
  } = (status ?? {}) as {
    containerStatuses?: ContainerStatus[];
    conditions?: Array<{ type: string; status: string }>;
    podIP?: string;
  };
  // Nobody tells of the containers of a node that is lost; the cluster then takes back the word "ready".
  const isTakenBack = conditions.some(({ type, status: is }) => type === 'Ready' && is === 'False');
  const states = containerStatuses.flatMap(({ state = {} }) => Object.values(state));
  const lastStates = containerStatuses.flatMap(({ lastState = {} }) => Object.values(lastState));
  const [first] = containerStatuses;
  return {
    name: metadata.name,
    component: metadata.labels?.['app.kubernetes.io/component'] ?? '',
    ready: containerStatuses.length > 0 && containerStatuses.every(({ ready }) => ready) && !isTakenBack,
    leaving: metadata.deletionTimestamp !== undefined,
    image: containers[0]?.image ?? '',
    restarts: containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
    reasons: present(states.map(({ reason }) => reason)),
    messages: present([...states, ...lastStates].map(({ message }) => message)),
    ...(podIP ? { address: podIP } : {}),
    ...(first?.containerID ? { containerId: first.containerID } : {}),
    ...(nodeName ? { node: nodeName } : {}),
  };
}

export interface JobView {
  name: string;
  /** When, as a text that sorts. */
  made: string;
  succeeded: number;
  failed: number;
  /** The condition with which it ended. */
  ended?: 'Complete' | 'Failed';
}

export function jobView({ metadata, status }: KubernetesObject): JobView {
  const {
    succeeded = 0,
    failed = 0,
    conditions = [],
  } = (status ?? {}) as {
    succeeded?: number;
    failed?: number;
    conditions?: Array<{ type: string; status: string }>;
  };
  const ended = (['Complete', 'Failed'] as const).find(type =>
    conditions.some(condition => condition.type === type && condition.status === 'True'),
  );
  const { name, creationTimestamp } = metadata;
  return { name, made: String(creationTimestamp), succeeded, failed, ...(ended ? { ended } : {}) };
}

/** The addresses that are ready, as Endpoints list them. */
export function addressesIn(endpoints: KubernetesObject | undefined): string[] {
  const subsets = (endpoints?.subsets ?? []) as Array<{ addresses?: Array<{ ip: string }> }>;
  return subsets.flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip));
}
