import type { State } from '../world';
import { stuck } from './migrationHelpers';
import { ended, failedWith, said } from './migrationWords';

/** How a migration ended, and what it is when there is no Job at all. */
export const migrationOutcomeStates: State[] = [
  {
    name: 'migration: failed without a word',
    given: world => {
      world.jobFailed();
      world.remove(world.migrationPod);
    },
    verdict: 'failed',
    stage: 'migration',
    codes: 'A103<M210 M210',
  },
  {
    name: 'migration: failed, and its log may not be read',
    given: world => {
      world.jobFailed();
      world.ended(world.migrationPod, { message: undefined });
      const pod = world.migrationPod.metadata.name;
      world.current.logs = {
        [`${pod}/migrate`]: {
          state: 'unseen',
          reason: {
            kind: 'forbidden',
            verb: 'get',
            apiGroup: '',
            resource: 'pods/log',
            namespace: 'sample-ns',
            cluster: 'lab',
          },
        },
      };
    },
    verdict: 'failed',
    stage: 'migration',
    codes: 'A103<M210 M210 V109',
  },
  {
    name: 'migration: suspended',
    given: world => {
      world.jobRuns();
      world.job.spec!.suspend = true;
      world.job.status = {};
      world.remove(world.migrationPod);
    },
    verdict: 'degraded',
    stage: 'migration',
    codes: 'M212',
  },
  {
    name: 'migration: container cannot be started',
    given: stuck('CreateContainerError', 'failed to create containerd task: mount denied'),
    verdict: 'failed',
    stage: 'migration',
    codes: 'M213',
  },
  {
    name: 'migration: an attempt was evicted',
    given: world => {
      world.jobRuns(1);
      world.migrationPod.status = {
        phase: 'Failed',
        reason: 'Evicted',
        message: 'The node was low on resource: memory.',
      };
    },
    verdict: 'degraded',
    stage: 'migration',
    codes: 'M214',
  },
  {
    name: 'migration: an attempt was killed',
    given: world => {
      world.jobRuns(1);
      world.ended(world.migrationPod, { exitCode: 137 });
      world.says(world.migrationPod, '{"level":"info","message":"running migrations"}');
    },
    verdict: 'degraded',
    stage: 'migration',
    codes: 'M215',
  },
  {
    name: 'migration: an attempt failed without a word, another one comes',
    given: world => {
      world.jobRuns(1);
      world.remove(world.migrationPod);
      world.job.metadata.creationTimestamp = world.ago(5);
    },
    verdict: 'degraded',
    stage: 'migration',
    codes: 'M218',
  },
  {
    name: 'migration: the next attempt has begun, and the reason of the one before it stands',
    given: world => {
      const [, , refused] = said[3];
      world.jobRuns(1);
      const first = world.migrationPod;
      const next = structuredClone(first);
      next.metadata.name = `${first.metadata.name}-next`;
      next.metadata.creationTimestamp = world.ago(2);
      world.pods.push(next);
      world.ended(first, {});
      world.says(first, ended(refused));
      world.container(next, { state: { running: { startedAt: world.ago(1) } } });
      world.says(next, '{"level":"info","message":"migrating postgres datastore"}');
    },
    verdict: 'degraded',
    stage: 'migration',
    codes: 'M104',
  },
  {
    name: 'migration: it takes long',
    given: world => {
      world.jobRuns();
      world.job.status!.startTime = world.ago(3600);
      world.container(world.migrationPod, { state: { running: { startedAt: world.ago(3600) } } });
    },
    verdict: 'progressing',
    stage: 'migration',
    codes: 'M216',
  },
  {
    name: 'migration: a volume is missing',
    given: world => {
      world.jobRuns();
      world.waits(world.migrationPod, 'ContainerCreating');
      world.migrationPod.metadata.creationTimestamp = world.ago(60);
      world.event(
        'Pod',
        world.migrationPod.metadata.name,
        'FailedMount',
        'MountVolume.SetUp failed for volume "tls-datastore" : secret "db-ca" not found',
      );
    },
    verdict: 'failed',
    stage: 'migration',
    codes: 'M217',
  },
  {
    name: 'migration: given up, and Argo CD too',
    given: world => {
      failedWith(said[3][2])(world);
      world.operation.phase = 'Failed';
      world.operation.message =
        'one or more synchronization tasks completed unsuccessfully (retried 5 times).';
    },
    verdict: 'failed',
    stage: 'migration',
    codes: 'A102<M104 M104',
  },
  {
    name: 'migration: its Job is gone, the pods prove it',
    given: world => {
      world.current.jobs = { state: 'seen', at: world.now, value: [] };
      world.remove(world.migrationPod);
    },
    verdict: 'ok',
    codes: '',
  },
  {
    name: 'migration: no Job and pods that are not ready',
    given: world => {
      world.current.jobs = { state: 'seen', at: world.now, value: [] };
      world.remove(world.migrationPod);
      world.members.forEach(pod => world.runsUnready(pod));
      world.counts(0);
    },
    verdict: 'failed',
    stage: 'pods',
    codes: 'A113<P108 P108',
  },
  {
    name: 'migration: the memory engine needs none',
    given: world => {
      world.deployment.spec!.template!.spec!.containers![0].env = [
        { name: 'SPICEDB_DATASTORE_ENGINE', value: 'memory' },
      ];
      world.current.jobs = { state: 'seen', at: world.now, value: [] };
      world.remove(world.migrationPod);
      world.current.ref.ringService = undefined;
    },
    verdict: 'ok',
    codes: '',
  },
];
