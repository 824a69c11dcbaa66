import type { State } from '../world';
import { stuck, withoutPods } from './migrationHelpers';
import { ended, said } from './migrationWords';

/** What the cluster does to the migration Job. */
export const migrationStates: State[] = [
  {
    name: 'migration: it runs',
    given: world => {
      world.jobRuns();
      world.container(world.migrationPod, { state: { running: { startedAt: world.ago(10) } } });
    },
    verdict: 'progressing',
    stage: 'migration',
    codes: '',
  },
  {
    name: 'migration: the first attempt failed, another one will come',
    given: world => {
      world.jobRuns(1);
      world.ended(world.migrationPod, {});
      world.says(world.migrationPod, ended(said[3][2]));
    },
    verdict: 'degraded',
    stage: 'migration',
    codes: 'M104',
  },
  {
    name: 'migration: it failed once and then succeeded',
    given: world => {
      world.job.status!.failed = 1;
    },
    verdict: 'ok',
    codes: 'M211',
  },
  {
    name: 'migration: image cannot be pulled',
    given: stuck('ImagePullBackOff', 'Back-off pulling image "authzed/spicedb:v9"'),
    verdict: 'failed',
    stage: 'migration',
    codes: 'M201',
  },
  {
    name: 'migration: out of memory',
    given: world => {
      world.jobFailed();
      world.ended(world.migrationPod, { exitCode: 137, reason: 'OOMKilled' });
    },
    verdict: 'failed',
    stage: 'migration',
    codes: 'A103<M202 M202',
  },
  {
    name: 'migration: out of memory once, another attempt comes',
    given: world => {
      world.jobRuns(1);
      world.ended(world.migrationPod, { exitCode: 137, reason: 'OOMKilled' });
    },
    verdict: 'degraded',
    stage: 'migration',
    codes: 'M202',
  },
  {
    name: 'migration: quota',
    given: withoutPods(
      'Error creating: pods "x" is forbidden: exceeded quota: small, requested: cpu=1, used: cpu=4, limited: cpu=4',
    ),
    verdict: 'failed',
    stage: 'migration',
    codes: 'M203',
  },
  {
    name: 'migration: no node takes it',
    given: world => {
      world.jobRuns();
      world.waits(world.migrationPod, 'x');
      world.migrationPod.status = {
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/1 nodes are available: 1 Insufficient cpu.',
          },
        ],
      };
    },
    verdict: 'failed',
    stage: 'migration',
    codes: 'M204',
  },
  {
    name: 'migration: deadline',
    given: world => {
      world.jobFailed('DeadlineExceeded', 'Job was active longer than specified deadline');
      world.remove(world.migrationPod);
    },
    verdict: 'failed',
    stage: 'migration',
    codes: 'A103<M205 M205',
  },
  {
    name: 'migration: Secret missing',
    given: stuck('CreateContainerConfigError', 'secret "sample-db" not found'),
    verdict: 'failed',
    stage: 'migration',
    codes: 'M206',
  },
  {
    name: 'migration: key missing',
    given: stuck(
      'CreateContainerConfigError',
      "couldn't find key datastore_uri in Secret sample-ns/sample-db",
    ),
    verdict: 'failed',
    stage: 'migration',
    codes: 'M207',
  },
  {
    name: 'migration: ServiceAccount missing',
    given: withoutPods(
      'Error creating: pods "x" is forbidden: error looking up service account sample-ns/x: serviceaccount "x" not found',
    ),
    verdict: 'failed',
    stage: 'migration',
    codes: 'M208',
  },
  {
    name: 'migration: a policy refuses the pod',
    given: withoutPods('Error creating: admission webhook "policy" denied the request'),
    verdict: 'failed',
    stage: 'migration',
    codes: 'M209',
  },
  {
    name: 'migration: no pod and no event',
    given: withoutPods(),
    verdict: 'failed',
    stage: 'migration',
    codes: 'M209',
  },
  {
    name: 'migration: no pod, but the Job is young',
    given: world => {
      world.jobRuns();
      world.job.status = {};
      world.job.metadata.creationTimestamp = world.ago(3);
      world.remove(world.migrationPod);
    },
    verdict: 'progressing',
    stage: 'migration',
    codes: '',
  },
];
