import type { Evidence } from './assessment';
import type { EventIndex } from './events';
import { eventEvidence } from './events';
import type { ContainerStatus, PodObject, TerminatedState } from './objects';
import { condition, timeOf } from './seen';

export type TroubleKind =
  | 'image'
  | 'secretMissing'
  | 'keyMissing'
  | 'configMissing'
  | 'mount'
  | 'cannotStart'
  | 'unschedulable'
  | 'lost'
  | 'memory'
  | 'killed'
  | 'exit';

/** What keeps one container of a pod from doing its work, whoever owns the pod. */
export interface Trouble {
  kind: TroubleKind;
  pod: string;
  evidence: Evidence[];
  image?: string;
  secret?: string;
  key?: string;
  exit?: number;
  limit?: string;
}

const imageReasons =
  /^(ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|RegistryUnavailable)$/;
const startReasons =
  /^(CreateContainerError|RunContainerError|PreStartHookError|PostStartHookError|StartError)$/;
const lostReasons =
  /^(Evicted|NodeLost|NodeShutdown|Shutdown|Terminated|Preempting|NodeAffinity|DeadlineExceeded)$/;

const mountIsLateMs = 30_000;

/** What is wrong with a pod, told from its status first and from its events where the status is silent. */
export function troubleOf(pod: PodObject, events: EventIndex, now: number): Trouble | undefined {
  const { name } = pod.metadata;
  const { status } = pod;
  if (status?.phase === 'Failed' && lostReasons.test(status.reason ?? '')) {
    return {
      kind: 'lost',
      pod: name,
      evidence: [field(`pod/${name}`, `${status.reason}: ${status.message ?? ''}`)],
    };
  }
  const scheduled = condition(status?.conditions, 'PodScheduled');
  if (scheduled?.status === 'False') {
    return {
      kind: 'unschedulable',
      pod: name,
      evidence: [
        {
          kind: 'condition',
          source: `pod/${name}`,
          text: `${scheduled.reason}: ${scheduled.message ?? ''}`,
          at: timeOf(scheduled.lastTransitionTime),
        },
      ],
    };
  }
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  for (const container of all) {
    const trouble = waitingTrouble(pod, container) ?? endedTrouble(pod, container);
    if (trouble) return trouble;
  }
  const mount = events.newest('Pod', name, /^Failed(Mount|AttachVolume)$/);
  const started = all.some(container => container.started || container.state?.running);
  // The kubelet often fails once for a moment while it still fetches what it must mount.
  const waitsForLong = now - (timeOf(pod.metadata.creationTimestamp) ?? now) > mountIsLateMs;
  if (mount && !started && waitsForLong)
    return { kind: 'mount', pod: name, evidence: [eventEvidence(mount)] };
  return undefined;
}

function waitingTrouble(pod: PodObject, container: ContainerStatus): Trouble | undefined {
  const { name } = pod.metadata;
  const waiting = container.state?.waiting;
  if (!waiting) return undefined;
  const reason = waiting.reason ?? '';
  const text = waiting.message ?? '';
  const evidence = [field(`pod/${name}/${container.name}`, text ? `${reason}: ${text}` : reason)];
  if (imageReasons.test(reason)) {
    return { kind: 'image', pod: name, evidence, image: container.image };
  }
  if (reason === 'CreateContainerConfigError') {
    const key = /couldn't find key (\S+) in Secret (?:\S+\/)?(\S+)/i.exec(text);
    if (key) return { kind: 'keyMissing', pod: name, evidence, key: key[1], secret: key[2] };
    const secret = /secret "([^"]+)" not found/i.exec(text);
    if (secret) return { kind: 'secretMissing', pod: name, evidence, secret: secret[1] };
    // The kubelet has just not fetched it yet; it says so at every start on a busy node.
    if (/failed to sync \w+ cache/.test(text)) return undefined;
    return { kind: 'configMissing', pod: name, evidence };
  }
  if (startReasons.test(reason)) return { kind: 'cannotStart', pod: name, evidence };
  return undefined;
}

function endedTrouble(pod: PodObject, container: ContainerStatus): Trouble | undefined {
  const ended = lastEnd(container);
  if (!ended || container.ready || (ended.exitCode === 0 && !container.state?.waiting)) return undefined;
  const { name } = pod.metadata;
  const evidence = [endEvidence(name, container.name, ended)];
  const limit = pod.spec?.containers?.find(c => c.name === container.name)?.resources?.limits?.memory;
  if (ended.reason === 'OOMKilled') {
    return { kind: 'memory', pod: name, evidence, limit, exit: ended.exitCode };
  }
  if (/^(StartError|ContainerCannotRun)$/.test(ended.reason ?? '')) {
    return { kind: 'cannotStart', pod: name, evidence };
  }
  const kind = ended.exitCode === 137 || ended.exitCode === 143 ? 'killed' : 'exit';
  return { kind, pod: name, evidence, exit: ended.exitCode };
}

/** How the container ended last, in this run or the one before. */
export function lastEnd(container: ContainerStatus): TerminatedState | undefined {
  return container.state?.terminated ?? container.lastState?.terminated;
}

export function endEvidence(pod: string, container: string, ended: TerminatedState): Evidence {
  const reason = ended.reason && ended.reason !== 'Error' ? `, ${ended.reason}` : '';
  return {
    kind: 'field',
    source: `pod/${pod}/${container}`,
    text: `exit code ${ended.exitCode}${reason}`,
    at: timeOf(ended.finishedAt),
  };
}

/** The kubelet keeps the end of the log in the status, where it can be read without a right to logs. */
export function lastWords(container: ContainerStatus | undefined): string[] {
  const message = container && lastEnd(container)?.message;
  return message ? message.split('\n').filter(line => line.trim() !== '') : [];
}

function field(source: string, text: string): Evidence {
  return { kind: 'field', source, text };
}
