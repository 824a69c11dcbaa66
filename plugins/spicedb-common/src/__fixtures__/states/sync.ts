import type { State, World } from '../world';

export const condition = (world: World, type: string, message: string) => {
  world.application.status!.conditions = [{ type, message, lastTransitionTime: world.ago(30) }];
};
const outOfSync = (world: World) => {
  world.application.status!.sync!.status = 'OutOfSync';
};
const newCommit = (world: World) => {
  world.application.status!.sync!.revisions = ['1'.repeat(40), '1'.repeat(40)];
  outOfSync(world);
};
const fails = (world: World, message: string) => {
  world.operation.phase = 'Failed';
  world.operation.message = message;
  outOfSync(world);
};
const retries = (world: World) => {
  world.operation.phase = 'Running';
  world.operation.retryCount = 2;
  world.operation.message = 'one or more objects failed to apply. Retrying attempt #3 at 1:09PM.';
  outOfSync(world);
};

export const syncStates: State[] = [
  {
    name: 'a sync is running',
    given: world => {
      world.operation.phase = 'Running';
      world.operation.message = '';
      outOfSync(world);
    },
    verdict: 'progressing',
    stage: 'sync',
    codes: '',
  },
  {
    name: 'a new commit was seen and will be synced',
    given: newCommit,
    verdict: 'progressing',
    stage: 'sync',
    codes: '',
  },
  {
    name: 'a new commit was seen after the old one failed',
    given: world => {
      fails(world, 'one or more objects failed to apply (retried 5 times).');
      newCommit(world);
    },
    verdict: 'progressing',
    stage: 'sync',
    codes: '',
  },
  {
    name: 'the sync fails and is tried again',
    given: retries,
    verdict: 'degraded',
    stage: 'sync',
    codes: 'A103',
  },
  {
    name: 'a fix waits behind the retries of the old commit',
    given: world => {
      retries(world);
      newCommit(world);
      world.application.spec!.syncPolicy!.retry = { limit: 5 };
    },
    verdict: 'degraded',
    stage: 'sync',
    codes: 'A104 A103',
  },
  {
    name: 'with refresh a fix does not wait',
    given: world => {
      retries(world);
      newCommit(world);
    },
    verdict: 'degraded',
    stage: 'sync',
    codes: 'A103',
  },
  {
    name: 'Argo CD has given up',
    given: world => fails(world, 'one or more objects failed to apply (retried 5 times).'),
    verdict: 'failed',
    stage: 'sync',
    codes: 'A102',
  },
  {
    name: 'the API server refuses an object',
    given: world => {
      fails(world, 'one or more objects failed to apply (retried 5 times).');
      world.operation.syncResult!.resources!.push({
        kind: 'Job',
        name: 'sample-migrate-1',
        status: 'SyncFailed',
        message: 'Job.batch "sample-migrate-1" is invalid: spec.template: field is immutable',
      });
    },
    verdict: 'failed',
    stage: 'sync',
    codes: 'A111 A102',
  },
  {
    name: 'drift that heals itself',
    given: world => {
      outOfSync(world);
      world.operation.finishedAt = world.ago(20);
    },
    verdict: 'progressing',
    stage: 'sync',
    codes: '',
  },
  {
    name: 'drift that stays',
    given: world => {
      outOfSync(world);
      world.operation.finishedAt = world.ago(900);
      world.application.status!.resources![0].status = 'OutOfSync';
    },
    verdict: 'degraded',
    stage: 'sync',
    codes: 'A106',
  },
  {
    name: 'nobody syncs',
    given: world => {
      outOfSync(world);
      world.application.spec!.syncPolicy = {};
    },
    verdict: 'degraded',
    stage: 'sync',
    codes: 'A106',
  },
  {
    name: 'an old failed Job was not pruned',
    given: world => {
      const old = structuredClone(world.job);
      old.metadata = { ...old.metadata, name: 'sample-migrate-old', creationTimestamp: world.ago(9000) };
      old.status = {
        failed: 4,
        conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }],
      };
      world.current.jobs = { state: 'seen', at: world.now, value: [world.job, old] };
      world.application.status!.resources!.push({
        kind: 'Job',
        name: 'sample-migrate-old',
        status: 'OutOfSync',
        requiresPruning: true,
      });
      outOfSync(world);
      world.application.status!.health = { status: 'Degraded' };
    },
    verdict: 'degraded',
    stage: 'sync',
    codes: 'A107',
  },
  {
    name: 'the Application delivers into another namespace',
    given: world => {
      world.application.spec!.destination!.namespace = 'elsewhere';
    },
    verdict: 'failed',
    stage: 'sync',
    codes: 'A108',
  },
  {
    name: "the Application of another cluster delivers into Argo CD's own",
    given: world => {
      world.current.ref.application!.cluster = 'hub';
      world.application.spec!.destination!.server = 'https://kubernetes.default.svc';
    },
    verdict: 'failed',
    stage: 'sync',
    codes: 'A108',
  },
  {
    name: 'the Application names another cluster than the portal wrote',
    given: world => {
      world.current.ref.application!.destination = 'https://eu-1.example.com/';
      world.application.spec!.destination!.server = 'https://eu-2.example.com';
    },
    verdict: 'failed',
    stage: 'sync',
    codes: 'A108',
  },
  {
    name: 'the Application names its cluster in the other one of the two ways',
    given: world => {
      world.current.ref.application!.destination = 'in-cluster';
      world.application.spec!.destination!.server = 'https://kubernetes.default.svc';
    },
    verdict: 'ok',
    codes: '',
  },
  {
    name: 'the Application reads another folder',
    given: world => {
      world.current.ref.source = 'instances/production/another';
      world.application.spec!.sources = [
        { repoURL: 'x', helm: { valueFiles: ['$values/instances/production/sample/values.yaml'] } },
      ];
    },
    verdict: 'failed',
    stage: 'sync',
    codes: 'A108',
  },
  {
    name: 'the project does not allow the destination',
    given: world =>
      condition(
        world,
        'InvalidSpecError',
        "application destination server 'https://x' and namespace 'sample-ns' do not match any of the allowed destinations in project 'default'",
      ),
    verdict: 'failed',
    stage: 'sync',
    codes: 'A109',
  },
  {
    name: 'the Application is being deleted',
    given: world => {
      world.application.metadata.deletionTimestamp = world.ago(5);
    },
    verdict: 'progressing',
    stage: 'sync',
    codes: 'A112',
  },
  {
    name: 'Argo CD calls it degraded and nobody else does',
    given: world => {
      world.application.status!.health = { status: 'Degraded' };
    },
    verdict: 'degraded',
    stage: 'sync',
    codes: 'A113',
  },
  {
    name: 'two Applications claim the same object',
    given: world => {
      // One condition for each object; all of them are one finding.
      for (const object of ['Deployment/sample', 'Service/sample'])
        condition(
          world,
          'SharedResourceWarning',
          `${object} is part of applications argocd/sample and other`,
        );
    },
    verdict: 'degraded',
    stage: 'sync',
    codes: 'A114',
  },
  {
    name: 'Argo CD has not compared yet',
    given: world => {
      world.application.status!.sync!.status = 'Unknown';
    },
    verdict: 'unknown',
    stage: 'sync',
    codes: '',
  },
  {
    name: 'everything is synced and becomes healthy',
    given: world => {
      world.application.status!.health = { status: 'Progressing' };
    },
    verdict: 'progressing',
    stage: 'sync',
    codes: '',
  },
];
