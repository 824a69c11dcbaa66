import type { UnseenReason } from '../../rollout/answer';
import type { SourceName } from '../../rollout/snapshot';
import type { State } from '../world';

const refused = (name: string, reason: UnseenReason, code: string): State => ({
  name: `sight: ${name}`,
  given: world => world.unsee('jobs', reason),
  verdict: 'unknown',
  stage: 'migration',
  codes: code,
});
const cluster = 'lab';
export const everySource: SourceName[] = [
  'application',
  'workloads',
  'replicaSets',
  'jobs',
  'pods',
  'endpoints',
  'events',
  'disruptionBudgets',
  'autoscalers',
];

export const sightStates: State[] = [
  refused(
    'no permission',
    { kind: 'forbidden', verb: 'list', apiGroup: 'batch', resource: 'jobs', namespace: 'sample-ns', cluster },
    'V101',
  ),
  refused('credentials not accepted', { kind: 'unauthenticated', cluster }, 'V102'),
  refused('kind not known', { kind: 'notInstalled', apiGroup: 'batch', resource: 'jobs', cluster }, 'V103'),
  refused('not reachable', { kind: 'unreachable', message: 'connect ECONNREFUSED', cluster }, 'V104'),
  refused('no answer', { kind: 'timedOut', afterMs: 10_000, cluster }, 'V105'),
  refused('an error', { kind: 'serverError', status: 500, message: 'etcd leader changed', cluster }, 'V106'),
  refused('too many requests', { kind: 'tooManyRequests', cluster }, 'V106'),
  refused('nonsense', { kind: 'unreadable', message: 'Unexpected token < in JSON', cluster }, 'V107'),
  refused('the portal refuses', { kind: 'portalRefused', permission: 'kubernetes.proxy' }, 'V111'),
  refused(
    'no such cluster in the portal',
    { kind: 'notFound', resource: 'clusters', name: cluster, cluster },
    'V112',
  ),
  {
    name: 'sight: the portal knows no cluster of that name',
    given: world => {
      for (const source of everySource) {
        world.unsee(source, { kind: 'notFound', resource: 'clusters', name: cluster, cluster });
      }
      world.current.metrics = {};
    },
    verdict: 'unknown',
    stage: 'noCluster',
    codes: Array(11).fill('V112').join(' '),
  },
  {
    name: 'sight: the portal knows no cluster of that name, and Argo CD no such Application',
    given: world => {
      for (const source of everySource) {
        world.unsee(source, { kind: 'notFound', resource: 'clusters', name: cluster, cluster });
      }
      const name = 'sample';
      world.unsee('application', { kind: 'notFound', resource: 'applications', name, cluster: 'hub' });
      world.current.metrics = {};
    },
    verdict: 'unknown',
    stage: 'noCluster',
    codes: ['A101', ...Array(9).fill('V112')].join(' '),
  },
  {
    name: 'sight: data from a minute ago still counts',
    given: world => {
      const { pods } = world.current;
      if (pods.state === 'seen')
        world.current.pods = {
          state: 'stale',
          at: world.now - 60_000,
          value: pods.value,
          reason: { kind: 'timedOut', afterMs: 1, cluster },
        };
    },
    verdict: 'ok',
    codes: '',
  },
  {
    name: 'sight: data from ten minutes ago does not',
    given: world => {
      const { pods } = world.current;
      if (pods.state === 'seen')
        world.current.pods = {
          state: 'stale',
          at: world.now - 600_000,
          value: pods.value,
          reason: { kind: 'timedOut', afterMs: 1, cluster },
        };
    },
    verdict: 'unknown',
    stage: 'pods',
    codes: 'V108 V108',
  },
  {
    name: 'sight: the Application lives in a cluster that does not know it',
    given: world =>
      world.unsee('application', {
        kind: 'notInstalled',
        apiGroup: 'argoproj.io',
        resource: 'applications',
        cluster,
      }),
    verdict: 'unknown',
    stage: 'git',
    codes: 'V103 V103',
  },
  {
    name: 'sight: nothing at all may be read',
    given: world => {
      for (const source of everySource) world.unsee(source);
      world.current.metrics = {};
    },
    verdict: 'unknown',
    stage: 'git',
    codes: 'V101 V101 V101 V101 V101 V101 V101 V101 V101 V101 V101',
  },
];
