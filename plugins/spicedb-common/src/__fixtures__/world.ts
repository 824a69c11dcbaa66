import type { UnseenReason } from '../rollout/answer';
import type { StageState } from '../rollout/assessment';
import type {
  ApplicationObject,
  ContainerStatus,
  EndpointsObject,
  JobObject,
  PodObject,
  TerminatedState,
  WorkloadObject,
} from '../rollout/objects';
import type { MetricSample, Snapshot, SourceName } from '../rollout/snapshot';
import { logKey } from '../rollout/snapshot';
import { RecordedCase } from './timeline';

let recorded: { now: number; current: Snapshot; previous: Snapshot } | undefined;

/** Long enough after the start that all is well and applications ask for permissions. */
const wellAt = 31_000;

function healthyMoment() {
  if (!recorded) {
    const recording = new RecordedCase('first-install');
    recorded = { ...recording.at(wellAt), previous: recording.at(wellAt - 6_000).current };
  }
  return structuredClone(recorded);
}

/** A recorded cluster in which all is well, to be changed by one thing that goes wrong. */
export class World {
  readonly now: number;
  readonly current: Snapshot;
  previous: Snapshot | undefined;

  constructor() {
    const { current, now, previous } = healthyMoment();
    this.now = now;
    this.current = current;
    this.previous = previous;
  }

  get application(): ApplicationObject {
    return valueIn(this.current.application);
  }

  get operation() {
    return this.application.status!.operationState!;
  }

  get deployment(): WorkloadObject {
    return valueIn(this.current.workloads)[0];
  }

  get job(): JobObject {
    return valueIn(this.current.jobs)[0];
  }

  get endpoints(): EndpointsObject {
    return valueIn(this.current.endpoints);
  }

  get pods(): PodObject[] {
    return valueIn(this.current.pods);
  }

  get members(): PodObject[] {
    return this.pods.filter(pod => pod.metadata.labels?.['app.kubernetes.io/component'] === 'server');
  }

  get migrationPod(): PodObject {
    return this.pods.find(pod => pod.metadata.labels?.['app.kubernetes.io/component'] === 'migration')!;
  }

  ago(seconds: number): string {
    return new Date(this.now - seconds * 1000).toISOString();
  }

  remove(...pods: PodObject[]) {
    const kept = this.pods.filter(pod => !pods.includes(pod));
    this.current.pods = { state: 'seen', at: this.now, value: kept };
  }

  event(kind: string, name: string, reason: string, message: string) {
    valueIn(this.current.events).push({
      metadata: { name: `${name}.${reason}` },
      type: 'Warning',
      reason,
      message,
      lastTimestamp: this.ago(5),
      involvedObject: { kind, name },
    });
  }

  unsee(source: SourceName, reason: UnseenReason = forbidden(source)) {
    this.current[source] = { state: 'unseen', reason };
  }

  /** The Job as it is before it is done; its pods are left as they are. */
  jobRuns(failed = 0) {
    this.job.status = { active: 1, failed, startTime: this.ago(20) };
    this.job.metadata.creationTimestamp = this.ago(20);
    this.argoWaits();
  }

  jobFailed(reason = 'BackoffLimitExceeded', message = 'Job has reached the specified backoff limit') {
    const at = this.ago(10);
    this.job.status = {
      failed: 4,
      startTime: this.ago(120),
      conditions: [{ type: 'Failed', status: 'True', reason, message, lastTransitionTime: at }],
    };
    this.operation.phase = 'Running';
    this.operation.message =
      'one or more synchronization tasks completed unsuccessfully. Retrying attempt #1 at 1:09PM.';
    this.operation.retryCount = 1;
    this.application.status!.sync!.status = 'OutOfSync';
    this.application.status!.health = { status: 'Degraded' };
  }

  argoWaits() {
    this.operation.phase = 'Running';
    this.operation.message = `waiting for healthy state of batch/Job/${this.job.metadata.name}`;
    this.application.status!.sync!.status = 'OutOfSync';
    this.application.status!.health = { status: 'Progressing' };
  }

  /** Ends the container of a pod, or leaves it waiting, as the kubelet would report it. */
  container(pod: PodObject, status: Partial<ContainerStatus>, phase = 'Running') {
    const there = pod.status!.containerStatuses![0];
    pod.status!.phase = phase;
    pod.status!.containerStatuses = [
      { name: there.name, image: there.image, restartCount: 0, ready: false, started: false, ...status },
    ];
    pod.status!.conditions = [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Ready', status: 'False', reason: 'ContainersNotReady' },
    ];
    if (this.members.includes(pod)) this.dropFromRing(pod);
  }

  ended(pod: PodObject, end: Partial<TerminatedState>, phase = 'Failed') {
    this.container(
      pod,
      { state: { terminated: { exitCode: 1, reason: 'Error', finishedAt: this.ago(8), ...end } } },
      phase,
    );
  }

  crashes(pod: PodObject, end: Partial<TerminatedState>) {
    const ended = { exitCode: 1, reason: 'Error', finishedAt: this.ago(8), ...end };
    this.container(pod, {
      restartCount: 4,
      state: {
        waiting: { reason: 'CrashLoopBackOff', message: 'back-off 1m20s restarting failed container' },
      },
      lastState: { terminated: ended },
    });
  }

  waits(pod: PodObject, reason: string, message = '', phase = 'Pending') {
    this.container(pod, { state: { waiting: { reason, message } } }, phase);
  }

  runsUnready(pod: PodObject, seconds = 300) {
    this.container(pod, { started: true, state: { running: { startedAt: this.ago(seconds) } } });
  }

  says(pod: PodObject, ...lines: string[]) {
    const container = pod.status!.containerStatuses![0].name;
    const { name } = pod.metadata;
    this.current.logs[logKey(name, container, false)] = {
      state: 'seen',
      at: this.now,
      value: { pod: name, container, previous: false, lines },
    };
  }

  /** What the controller counts, after some members are no longer ready. */
  counts(ready: number, extra: Partial<NonNullable<WorkloadObject['status']>> = {}) {
    const status = this.deployment.status!;
    Object.assign(status, { readyReplicas: ready, availableReplicas: ready, ...extra });
    this.application.status!.health = { status: ready > 0 ? 'Progressing' : 'Degraded' };
  }

  dropFromRing(pod: PodObject) {
    delete this.current.metrics[pod.metadata.name];
    if (this.current.endpoints.state === 'unseen') return;
    for (const subset of this.endpoints.subsets ?? []) {
      subset.addresses = subset.addresses?.filter(address => address.targetRef?.name !== pod.metadata.name);
    }
    for (const answer of Object.values(this.current.metrics)) {
      if (answer.state !== 'unseen')
        setSamples(answer.value.samples, 'kuberesolver_addresses_total', this.members.length - 1);
    }
  }

  /** Changes one family in what every member said at the newest look. */
  metric(
    name: string,
    value: number | undefined,
    where: Partial<MetricSample['labels']> = {},
    look = this.current,
  ) {
    for (const answer of Object.values(look.metrics)) {
      if (answer.state === 'unseen') continue;
      if (value === undefined) {
        answer.value.samples = answer.value.samples.filter(
          sample => !(sample.name === name && fits(sample, where)),
        );
      } else {
        setSamples(answer.value.samples, name, value, where);
      }
    }
  }

  /** Nobody called between the two looks. */
  quiet() {
    for (const [pod, answer] of Object.entries(this.current.metrics)) {
      const before = this.previous?.metrics[pod];
      if (answer.state === 'seen' && before?.state === 'seen')
        answer.value.samples = structuredClone(before.value.samples);
    }
  }
}

function setSamples(
  samples: MetricSample[],
  name: string,
  value: number,
  where: Partial<MetricSample['labels']> = {},
) {
  const found = samples.filter(sample => sample.name === name && fits(sample, where));
  for (const sample of found) sample.value = value;
  if (found.length === 0) samples.push({ name, labels: where as Record<string, string>, value });
}

const fits = (sample: MetricSample, where: Partial<MetricSample['labels']>) =>
  Object.entries(where).every(([key, value]) => sample.labels[key] === value);

function valueIn<T>(answer: { state: string; value?: T }): T {
  if (answer.value === undefined) throw new Error('The world was asked for what nobody sees');
  return answer.value;
}

export const forbidden = (source: string): UnseenReason => ({
  kind: 'forbidden',
  verb: 'list',
  apiGroup: '',
  resource: source,
  namespace: 'sample-ns',
  cluster: 'lab',
});

/** One state of a cluster, and what the page must say of it. */
export interface State {
  name: string;
  /** What differs from a world in which all is well. */
  given: (world: World) => void;
  verdict: StageState;
  /** The stage that speaks, when something is wrong. */
  stage?: string;
  /** All findings; `A103<M104` is folded under M104. P114 is left out: the lab has one node. */
  codes: string;
}
