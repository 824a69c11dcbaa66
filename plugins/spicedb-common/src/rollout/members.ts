import type { PodFact } from './assessment';
import { byCreation } from './attempts';
import { lastEnd } from './containers';
import type { PodObject, ReplicaSetObject, WorkloadObject } from './objects';
import type { Profile } from './profile';
import { isTrue, listOf, timeOf, versionOfImage } from './seen';
import type { Snapshot } from './snapshot';

/** The serving pods with what the page says of each. */
export interface Members {
  workload?: WorkloadObject;
  pods: PodObject[];
  facts: PodFact[];
  targetVersion?: string;
}

export function findMembers(snapshot: Snapshot, profile: Profile): Members {
  const workload = listOf(snapshot.workloads).find(candidate =>
    profile.isMember({ metadata: { name: '', ...candidate.spec?.template?.metadata } }),
  );
  const pods = listOf(snapshot.pods)
    .filter(pod => profile.isMember(pod))
    .sort(byCreation);
  const image = workload?.spec?.template?.spec?.containers?.find(c => c.name === profile.container)?.image;
  const newest = newestReplicaSet(snapshot, workload);
  const isCurrent = (pod: PodObject): boolean | undefined => {
    const owner = pod.metadata.ownerReferences?.find(o => o.kind === 'ReplicaSet')?.name;
    if (newest && owner) return owner === newest;
    const own = pod.spec?.containers?.find(c => c.name === profile.container)?.image;
    return image && own ? own === image : undefined;
  };
  return {
    workload,
    pods,
    facts: pods.map(pod => factOf(pod, profile.container, isCurrent(pod))),
    targetVersion: versionOfImage(image),
  };
}

const revisionKey = 'deployment.kubernetes.io/revision';

function newestReplicaSet(snapshot: Snapshot, workload: WorkloadObject | undefined): string | undefined {
  const revision = workload?.metadata.annotations?.[revisionKey];
  const owned = listOf(snapshot.replicaSets).filter(
    (set: ReplicaSetObject) =>
      workload && set.metadata.ownerReferences?.some(o => o.name === workload.metadata.name),
  );
  return owned.find(set => revision !== undefined && set.metadata.annotations?.[revisionKey] === revision)
    ?.metadata.name;
}

function factOf(pod: PodObject, containerName: string, current: boolean | undefined): PodFact {
  const { metadata, spec, status } = pod;
  const container =
    status?.containerStatuses?.find(c => c.name === containerName) ?? status?.containerStatuses?.[0];
  const ended = container && (container.lastState?.terminated ?? lastEnd(container));
  return {
    name: metadata.name,
    version: versionOfImage(spec?.containers?.find(c => c.name === containerName)?.image ?? container?.image),
    ready: !metadata.deletionTimestamp && isTrue(status?.conditions, 'Ready'),
    phase: metadata.deletionTimestamp ? 'Terminating' : status?.phase ?? 'Unknown',
    restarts: container?.restartCount ?? 0,
    node: spec?.nodeName,
    zone: metadata.labels?.['topology.kubernetes.io/zone'],
    startedAt: timeOf(status?.startTime ?? metadata.creationTimestamp),
    current,
    why: whyNotReady(pod, container?.state?.waiting),
    lastExit: ended
      ? { code: ended.exitCode, reason: ended.reason, at: timeOf(ended.finishedAt) }
      : undefined,
  };
}

function whyNotReady(
  pod: PodObject,
  waiting: { reason?: string; message?: string } | undefined,
): string | undefined {
  const { conditions, message, reason } = pod.status ?? {};
  if (isTrue(conditions, 'Ready')) return undefined;
  if (waiting?.reason) return [waiting.reason, waiting.message].filter(Boolean).join(': ');
  if (reason) return [reason, message].filter(Boolean).join(': ');
  const blocked = conditions?.find(c => c.type === 'PodScheduled' && c.status === 'False');
  const notReady = blocked ?? conditions?.find(c => c.type === 'Ready');
  return notReady ? [notReady.reason, notReady.message].filter(Boolean).join(': ') : undefined;
}
