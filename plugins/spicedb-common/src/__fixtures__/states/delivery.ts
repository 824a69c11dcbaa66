import type { State } from '../world';
import { condition } from './sync';

export const deliveryStates: State[] = [
  { name: 'all is well', given: () => undefined, verdict: 'ok', codes: '' },
  {
    name: 'not delivered by Argo CD',
    given: world => {
      world.current.ref.application = undefined;
      world.unsee('application', { kind: 'notAsked', because: 'no Application is named' });
    },
    verdict: 'ok',
    codes: '',
  },
  {
    name: 'nothing is there yet',
    given: world => {
      world.unsee('application', {
        kind: 'notFound',
        resource: 'applications',
        name: 'sample',
        cluster: 'lab',
      });
      world.unsee('endpoints', {
        kind: 'notFound',
        resource: 'endpoints',
        name: 'sample-dispatch',
        cluster: 'lab',
      });
      for (const source of [
        'workloads',
        'replicaSets',
        'jobs',
        'pods',
        'events',
        'disruptionBudgets',
      ] as const) {
        world.current[source] = { state: 'seen', at: world.now, value: [] };
      }
    },
    verdict: 'progressing',
    stage: 'nothingYet',
    codes: 'A101',
  },
  {
    name: 'the Application is gone, its objects are not',
    given: world =>
      world.unsee('application', {
        kind: 'notFound',
        resource: 'applications',
        name: 'sample',
        cluster: 'lab',
      }),
    verdict: 'degraded',
    stage: 'sync',
    codes: 'A101',
  },
  {
    name: 'the repository cannot be read',
    given: world =>
      condition(
        world,
        'ComparisonError',
        'Failed to load target state: failed to generate manifest for source 1 of 2: rpc error: code = Unknown desc = failed to list refs: authentication required',
      ),
    verdict: 'failed',
    stage: 'git',
    codes: 'G101',
  },
  {
    name: 'the branch does not exist',
    given: world =>
      condition(
        world,
        'ComparisonError',
        "Failed to load target state: unable to resolve 'no-such-branch' to a commit SHA",
      ),
    verdict: 'failed',
    stage: 'git',
    codes: 'G101',
  },
  {
    name: 'the chart refuses the values',
    given: world =>
      condition(
        world,
        'ComparisonError',
        "Failed to load target state: failed to generate manifest for source 1 of 2: rpc error: code = Unknown desc = Manifest generation error (cached): failed to execute helm template command: values don't meet the specifications of the schema(s)",
      ),
    verdict: 'failed',
    stage: 'git',
    codes: 'G102',
  },
  {
    name: 'Argo CD has not looked yet',
    given: world => {
      world.application.status = {};
    },
    verdict: 'progressing',
    stage: 'git',
    codes: '',
  },
];
