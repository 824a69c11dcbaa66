import type { State, World } from '../world';

const dispatch = { grpc_service: 'dispatch.v1.DispatchService', grpc_method: 'DispatchCheck' };
const api = {
  grpc_service: 'authzed.api.v1.PermissionsService',
  grpc_type: 'unary',
  grpc_method: 'CheckPermission',
};

/** The look before counted none of these, so all of them fell between the two. */
const since = (world: World, name: string, labels: Record<string, string>, count: number) => {
  if (world.previous) world.metric(name, 0, labels, world.previous);
  world.metric(name, count, labels);
};
const off = (world: World) => {
  for (const look of [world.current, world.previous!]) {
    world.metric('kuberesolver_addresses_total', undefined, {}, look);
    world.metric('spicedb_dispatch_check_total', undefined, {}, look);
  }
};
/** Calls hang: they were begun, and none has ended since the look before. */
const hang = (world: World) => {
  world.quiet();
  for (const look of [world.current, world.previous!]) {
    world.metric('grpc_server_started_total', 1_000_000, api, look);
  }
};
const neverCalled = (world: World) => {
  for (const look of [world.current, world.previous!]) {
    world.metric('grpc_server_handled_total', undefined, dispatch, look);
  }
  world.quiet();
};

const refused = (kind: 'forbidden' | 'notAsked') => (world: World) => {
  for (const pod of world.members) {
    world.current.metrics[pod.metadata.name] = {
      state: 'unseen',
      reason:
        kind === 'notAsked'
          ? { kind, because: 'metrics are not switched on' }
          : {
              kind,
              verb: 'get',
              apiGroup: '',
              resource: 'pods/proxy',
              namespace: 'sample-ns',
              cluster: 'lab',
            },
    };
  }
};

export const dispatchStates: State[] = [
  { name: 'ring: nothing measures calls', given: refused('notAsked'), verdict: 'ok', codes: 'V110' },
  {
    name: 'ring: the first look is still to come',
    given: world => {
      for (const pod of Object.keys(world.current.metrics))
        world.current.metrics[pod] = { state: 'unseen', reason: { kind: 'notYet' } };
    },
    verdict: 'ok',
    codes: '',
  },
  {
    name: 'ring: metrics may not be read',
    given: refused('forbidden'),
    verdict: 'unknown',
    stage: 'dispatch',
    codes: 'V110',
  },
  {
    name: 'ring: a first look',
    given: world => {
      world.previous = undefined;
    },
    verdict: 'ok',
    codes: '',
  },
  { name: 'ring: quiet now, busy before', given: world => world.quiet(), verdict: 'ok', codes: 'D110' },
  {
    name: 'ring: nobody ever called',
    given: neverCalled,
    verdict: 'unknown',
    stage: 'dispatch',
    codes: 'D110',
  },
  { name: 'ring: dispatch is off', given: off, verdict: 'degraded', stage: 'dispatch', codes: 'D101' },
  {
    name: 'ring: the server is off',
    given: world => {
      world.metric('spicedb_dispatch_check_total', undefined);
    },
    verdict: 'failed',
    stage: 'dispatch',
    codes: 'D102',
  },
  {
    name: 'ring: pods find nobody',
    given: world => {
      world.metric('kuberesolver_addresses_total', 0);
    },
    verdict: 'failed',
    stage: 'dispatch',
    codes: 'D103',
  },
  {
    name: 'ring: keys differ',
    given: world =>
      since(world, 'grpc_server_handled_total', { ...dispatch, grpc_code: 'PermissionDenied' }, 40),
    verdict: 'failed',
    stage: 'dispatch',
    codes: 'D104',
  },
  {
    name: 'ring: the database is down under ready pods',
    given: world => since(world, 'grpc_server_handled_total', { ...api, grpc_code: 'Internal' }, 12),
    verdict: 'failed',
    stage: 'dispatch',
    codes: 'D105',
  },
  {
    name: 'ring: a dead member',
    given: world => {
      world.metric('kuberesolver_addresses_total', 3);
    },
    verdict: 'failed',
    stage: 'dispatch',
    codes: 'D106',
  },
  {
    name: 'ring: only one is known',
    given: world => {
      world.metric('kuberesolver_addresses_total', 1);
    },
    verdict: 'degraded',
    stage: 'dispatch',
    codes: 'D107',
  },
  { name: 'ring: calls hang', given: hang, verdict: 'failed', stage: 'dispatch', codes: 'D108' },
  {
    name: 'ring: nothing is shared',
    given: world => {
      for (const look of [world.current, world.previous!]) {
        world.metric('grpc_server_handled_total', undefined, dispatch, look);
        world.metric('kuberesolver_addresses_total', undefined, {}, look);
      }
      since(world, 'spicedb_dispatch_client_check_total', {}, 500);
      since(world, 'spicedb_dispatch_client_check_from_cache_total', {}, 100);
    },
    verdict: 'degraded',
    stage: 'dispatch',
    codes: 'D109',
  },
  {
    name: 'ring: a ready pod is not listed',
    given: world => {
      world.endpoints.subsets![0].addresses!.shift();
    },
    verdict: 'degraded',
    stage: 'dispatch',
    codes: 'D111',
  },
  {
    name: 'ring: a pod that is gone is listed',
    given: world => {
      world.endpoints.subsets![0].addresses!.push({
        ip: '10.9.9.9',
        targetRef: { kind: 'Pod', name: 'sample-gone' },
      });
    },
    verdict: 'failed',
    stage: 'dispatch',
    codes: 'D112',
  },
  {
    name: 'ring: a pod that is gone is listed, and the pods know it as a member',
    given: world => {
      world.endpoints.subsets![0].addresses!.push({ ip: '10.9.9.9' });
      world.metric('kuberesolver_addresses_total', 3);
    },
    verdict: 'failed',
    stage: 'dispatch',
    codes: 'D112 D106<D112',
  },
  {
    name: 'ring: the migration is listed',
    given: world => {
      world.jobRuns();
      world.container(world.migrationPod, { state: { running: { startedAt: world.ago(9) } } });
      world.endpoints.subsets![0].addresses!.push({
        ip: '10.9.9.9',
        targetRef: { kind: 'Pod', name: world.migrationPod.metadata.name },
      });
    },
    verdict: 'failed',
    stage: 'dispatch',
    codes: 'D113',
  },
  {
    name: 'ring: the list does not exist',
    given: world =>
      world.unsee('endpoints', {
        kind: 'notFound',
        resource: 'endpoints',
        name: 'sample-dispatch',
        cluster: 'lab',
      }),
    verdict: 'degraded',
    stage: 'dispatch',
    codes: 'D114',
  },
  {
    name: 'ring: a list that has not caught up is not alarmed about',
    given: world => {
      const [pod] = world.members;
      world.endpoints.subsets![0].addresses = world.endpoints.subsets![0].addresses!.filter(
        a => a.targetRef?.name !== pod.metadata.name,
      );
      pod.status!.conditions!.find(c => c.type === 'Ready')!.lastTransitionTime = world.ago(3);
    },
    verdict: 'progressing',
    stage: 'dispatch',
    codes: '',
  },
  {
    name: 'ring: a restart between two looks says nothing about calls',
    given: world => {
      world.metric('spicedb_dispatch_client_check_total', 1);
      world.metric('spicedb_dispatch_client_check_from_cache_total', 0);
    },
    verdict: 'ok',
    codes: '',
  },
  {
    name: 'ring: several things at once',
    given: world => {
      since(world, 'grpc_server_handled_total', { ...dispatch, grpc_code: 'PermissionDenied' }, 40);
      world.metric('kuberesolver_addresses_total', 3);
    },
    verdict: 'failed',
    stage: 'dispatch',
    codes: 'D104 D106',
  },
];
