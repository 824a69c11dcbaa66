import type { State } from '../world';
import { all, deadline, newPod, oneOf } from './podHelpers';
import { datastore, line } from './podWords';

/** What should protect pods, what happened to them, and what they wait for. */
export const podCareStates: State[] = [
  {
    name: 'pods: the budget blocks every drain',
    given: world => {
      const budgets = world.current.disruptionBudgets;
      if (budgets.state === 'seen')
        budgets.value = [
          {
            metadata: { name: 'sample' },
            status: { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 },
          },
        ];
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P112',
  },
  {
    name: 'pods: the autoscaler has no figures',
    given: world => {
      world.current.autoscalers = {
        state: 'seen',
        at: world.now,
        value: [
          {
            metadata: { name: 'sample' },
            status: {
              conditions: [
                {
                  type: 'ScalingActive',
                  status: 'False',
                  reason: 'FailedGetResourceMetric',
                  message: 'no metrics',
                },
              ],
            },
          },
        ],
      };
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P113',
  },
  {
    name: 'pods: the autoscaler is at its maximum',
    given: world => {
      world.current.autoscalers = {
        state: 'seen',
        at: world.now,
        value: [
          {
            metadata: { name: 'sample' },
            status: { conditions: [{ type: 'ScalingLimited', status: 'True', reason: 'TooManyReplicas' }] },
          },
        ],
      };
    },
    verdict: 'ok',
    codes: 'P122',
  },
  {
    name: 'pods: one has restarted lately',
    given: world => {
      const [status] = world.members[0].status!.containerStatuses!;
      status.restartCount = 2;
      status.lastState = { terminated: { exitCode: 2, finishedAt: world.ago(60) } };
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P115',
  },
  {
    name: 'pods: one has restarted long ago',
    given: world => {
      const [status] = world.members[0].status!.containerStatuses!;
      status.restartCount = 2;
      status.lastState = { terminated: { exitCode: 2, finishedAt: world.ago(86_400) } };
    },
    verdict: 'ok',
    codes: '',
  },
  {
    name: 'pods: one was restarted for memory and is back',
    given: world => {
      const [status] = world.members[0].status!.containerStatuses!;
      status.restartCount = 1;
      status.lastState = { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: world.ago(60) } };
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P103',
  },
  {
    name: 'pods: scaled to none',
    given: world => {
      world.deployment.spec!.replicas = 0;
      world.remove(...world.members);
      world.counts(0, { replicas: 0, updatedReplicas: 0 });
      world.application.status!.health = { status: 'Healthy' };
      world.endpoints.subsets = [];
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P116',
  },
  {
    name: 'pods: no workload carries the label',
    given: world => {
      world.current.workloads = { state: 'seen', at: world.now, value: [] };
      world.remove(...world.members);
      world.endpoints.subsets = [];
    },
    verdict: 'failed',
    stage: 'pods',
    codes: 'P117',
  },
  {
    name: 'pods: one is missing, nobody says why',
    given: world => {
      const [pod] = world.members;
      world.dropFromRing(pod);
      world.remove(pod);
      world.counts(1);
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P118',
  },
  {
    name: 'pods: the rollout is paused',
    given: world => {
      world.deployment.spec!.paused = true;
    },
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P119',
  },
  {
    name: 'pods: a container starts for minutes',
    given: oneOf((world, pod) => {
      world.waits(pod, 'ContainerCreating');
      pod.metadata.creationTimestamp = world.ago(400);
      world.current.events = { state: 'seen', at: world.now, value: [] };
    }),
    verdict: 'degraded',
    stage: 'pods',
    codes: 'P121',
  },
  {
    name: 'pods: an old version waits for its ring',
    given: all((world, pod) => {
      world.runsUnready(pod);
      world.says(
        pod,
        '{"level":"warn","message":"dispatcher failed readiness checks: found expected state when trying to connect to cluster: TRANSIENT_FAILURE"}',
      );
    }),
    verdict: 'failed',
    stage: 'pods',
    codes: 'A113<P234 P234',
  },
  {
    name: 'pods: they fail because the migration did',
    given: world => {
      world.jobFailed();
      world.ended(world.migrationPod, {});
      world.says(world.migrationPod, line('(SQLSTATE 28P01)'));
      const pod = newPod(world);
      world.crashes(pod, { exitCode: 78 });
      world.says(pod, line(datastore('(SQLSTATE 28P01)')));
      deadline(world);
    },
    verdict: 'failed',
    stage: 'migration',
    codes: 'A103<M104 M104 P204<M104 P107<P204',
  },
];
