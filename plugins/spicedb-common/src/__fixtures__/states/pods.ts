import type { State } from '../world';
import { all, deadline, newPod, oneOf } from './podHelpers';
import { notMigrated } from './podWords';

/** What the cluster does to pods. */
export const podStates: State[] = [
  {
    name: 'pods: one cannot pull its image',
    given: oneOf((world, pod) => world.waits(pod, 'ImagePullBackOff', 'not found')),
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P101',
  },
  {
    name: 'pods: none can pull its image',
    given: all((world, pod) => world.waits(pod, 'ErrImagePull', 'not found')),
    verdict: 'failed',
    stage: 'pods',
    codes: 'A113<P101 P101',
  },
  {
    name: 'pods: the new one cannot pull its image, the old ones serve',
    given: world => {
      world.waits(newPod(world), 'ImagePullBackOff', 'not found');
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P101',
  },
  {
    name: 'pods: they end at once without a word',
    given: all((world, pod) => world.crashes(pod, { exitCode: 2 })),
    verdict: 'failed',
    stage: 'pods',
    codes: 'A113<P102 P102',
  },
  {
    name: 'pods: out of memory',
    given: all((world, pod) => world.crashes(pod, { exitCode: 137, reason: 'OOMKilled' })),
    verdict: 'failed',
    stage: 'pods',
    codes: 'A113<P103 P103',
  },
  {
    name: 'pods: no node takes one',
    given: oneOf((world, pod) => {
      world.waits(pod, 'x');
      pod.status = {
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/3 nodes are available',
          },
        ],
      };
    }),
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P104',
  },
  {
    name: 'pods: a Secret is missing',
    given: all((world, pod) =>
      world.waits(pod, 'CreateContainerConfigError', 'secret "sample-db" not found'),
    ),
    verdict: 'failed',
    stage: 'pods',
    codes: 'A113<P105 P105',
  },
  {
    name: 'pods: quota',
    given: world => {
      world.remove(world.members[0]);
      world.counts(1, { replicas: 1, updatedReplicas: 1 });
      world.deployment.status!.conditions!.push({
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: 'exceeded quota: small',
      });
      world.endpoints.subsets![0].addresses!.shift();
      world.metric('kuberesolver_addresses_total', 1);
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P106',
  },
  {
    name: 'pods: a rollout goes on',
    given: world => {
      world.runsUnready(newPod(world), 5);
    },
    verdict: 'progressing',
    stage: 'pods',
    codes: '',
  },
  {
    name: 'pods: new ones wait for the migration',
    given: world => {
      world.jobRuns();
      world.container(world.migrationPod, { state: { running: { startedAt: world.ago(9) } } });
      const pod = newPod(world);
      world.runsUnready(pod);
      world.says(pod, notMigrated('add-index-for-transaction-gc', 'populate-schema-tables'));
    },
    verdict: 'progressing',
    stage: 'migration',
    codes: 'P120',
  },
  {
    name: 'pods: the rollout is stuck, nobody says why',
    given: world => {
      world.runsUnready(newPod(world));
      deadline(world);
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P108 P107<P108',
  },
  {
    name: 'pods: one runs and is not ready',
    given: oneOf((world, pod) => world.runsUnready(pod)),
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P108',
  },
  {
    name: 'pods: one was evicted',
    given: oneOf((world, pod) => {
      world.dropFromRing(pod);
      pod.status = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' };
    }),
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P109',
  },
  {
    name: 'pods: one was evicted, and another has taken its place',
    given: world => {
      const pod = structuredClone(world.members[0]);
      pod.metadata.name = 'sample-evicted-1';
      pod.status = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' };
      world.pods.push(pod);
    },
    verdict: 'ok',
    codes: 'P109',
  },
  {
    name: 'pods: a volume is missing',
    given: all((world, pod) => {
      world.waits(pod, 'ContainerCreating');
      pod.metadata.creationTimestamp = world.ago(90);
      world.event(
        'Pod',
        pod.metadata.name,
        'FailedMount',
        'MountVolume.SetUp failed for volume "tls-grpc" : secret "sample-tls" not found',
      );
    }),
    verdict: 'failed',
    stage: 'pods',
    codes: 'A113<P110 P110',
  },
  {
    name: 'pods: the runtime refuses the container',
    given: all((world, pod) => world.waits(pod, 'RunContainerError', 'exec format error')),
    verdict: 'failed',
    stage: 'pods',
    codes: 'A113<P111 P111',
  },
];
