import type { State, World } from '../world';

const line = (error: string) => JSON.stringify({ level: 'error', error, message: 'terminated with errors' });
const notMigrated = (found: string, needed: string) =>
  JSON.stringify({
    level: 'warn',
    message: `datastore failed readiness checks: datastore is not migrated: currently at revision "${found}", but requires "${needed}". Please run "spicedb datastore migrate".`,
  });

/** Every member ends at its start and says this. */
const allSay = (error: string) => (world: World) => {
  for (const pod of world.members) {
    world.crashes(pod, { exitCode: 78 });
    world.says(pod, line(error));
  }
  world.counts(0);
};
const allWait = (found: string, needed: string) => (world: World) => {
  for (const pod of world.members) {
    world.runsUnready(pod);
    world.says(pod, notMigrated(found, needed));
  }
  world.counts(0);
};
const datastore = (error: string) => `failed to create datastore: failed to create primary datastore: ${error}`;

const said: [code: string, name: string, given: (world: World) => void][] = [
  ['P201', 'the host of the database is unknown', allSay(datastore('lookup db: no such host'))],
  ['P202', 'the database refuses connections', allSay(datastore('dial tcp 10.0.0.1:5432: connect: connection refused'))],
  ['P203', 'the database is missing', allSay(datastore('FATAL: database "x" does not exist (SQLSTATE 3D000)'))],
  ['P204', 'the password is wrong', allSay(datastore('FATAL: password authentication failed (SQLSTATE 28P01)'))],
  ['P205', 'rights are missing', allSay(datastore('ERROR: permission denied for table x (SQLSTATE 42501)'))],
  ['P206', 'TLS to the database does not fit', allSay(datastore('tls error: server refused TLS connection'))],
  ['P207', 'the URI cannot be used', allSay(datastore('cannot parse `x`: failed to parse as keyword/value'))],
  ['P208', 'the network is in the way', allSay(datastore('dial tcp 10.0.0.1:5432: i/o timeout'))],
  ['P209', 'the datastore says something new', allSay(datastore('something new'))],
  ['P220', 'the database is behind', allWait('add-index-for-transaction-gc', 'populate-schema-tables')],
  ['P221', 'the database is ahead', allWait('populate-schema-tables', 'add-index-for-transaction-gc')],
  ['P222', 'the revision is from a version nobody knows', allWait('from-the-future', 'populate-schema-tables')],
  ['P223', 'the database was never migrated', allWait('', 'populate-schema-tables')],
  ['P230', 'there is no preshared key', allSay('a preshared key must be provided to authenticate API requests')],
  ['P231', 'a certificate file is missing', allSay('failed to create gRPC server: open /etc/spicedb/tls/grpc/tls.crt: no such file or directory')],
  ['P232', 'a port is taken', allSay('failed to create gRPC server: failed to listen on addr for gRPC server: listen tcp :50051: bind: address already in use')],
  ['P233', 'the CA of the ring is missing', allSay('failed to create dispatcher: failed to find certificate: stat /x/ca.crt: no such file or directory')],
  ['P235', 'SpiceDB says something new', allSay('something new')],
];

const bySaying = said.map<State>(([code, name, given]) => ({
  name: `pods: ${name}`,
  given,
  verdict: 'failed',
  stage: 'pods',
  codes: `A113<${code} ${code}`,
}));

const rollingOut = (world: World) =>
  world.counts(2, { updatedReplicas: 1, replicas: 3, unavailableReplicas: 1, observedGeneration: world.deployment.metadata.generation });
/** One member more, as a rollout makes it. */
const newPod = (world: World) => {
  const pod = structuredClone(world.members[0]);
  pod.metadata.name = 'sample-new-1';
  world.pods.push(pod);
  world.deployment.status!.conditions = [{ type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' }];
  rollingOut(world);
  return pod;
};
const deadline = (world: World) => {
  world.deployment.status!.conditions = [
    { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'ReplicaSet "sample-1" has timed out progressing.' },
  ];
};
const oneOf = (given: (world: World, pod: World['members'][number]) => void) => (world: World) => {
  given(world, world.members[0]);
  world.counts(1);
};
const all = (given: (world: World, pod: World['members'][number]) => void) => (world: World) => {
  world.members.forEach(pod => given(world, pod));
  world.counts(0);
};

const byCluster: State[] = [
  { name: 'pods: one cannot pull its image', given: oneOf((world, pod) => world.waits(pod, 'ImagePullBackOff', 'not found')), verdict: 'degraded', stage: 'pods', codes: 'P101' },
  { name: 'pods: none can pull its image', given: all((world, pod) => world.waits(pod, 'ErrImagePull', 'not found')), verdict: 'failed', stage: 'pods', codes: 'A113<P101 P101' },
  { name: 'pods: the new one cannot pull its image, the old ones serve', given: world => { world.waits(newPod(world), 'ImagePullBackOff', 'not found'); }, verdict: 'degraded', stage: 'pods', codes: 'P101' },
  { name: 'pods: they end at once without a word', given: all((world, pod) => world.crashes(pod, { exitCode: 2 })), verdict: 'failed', stage: 'pods', codes: 'A113<P102 P102' },
  { name: 'pods: out of memory', given: all((world, pod) => world.crashes(pod, { exitCode: 137, reason: 'OOMKilled' })), verdict: 'failed', stage: 'pods', codes: 'A113<P103 P103' },
  { name: 'pods: no node takes one', given: oneOf((world, pod) => { world.waits(pod, 'x'); pod.status = { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' }] }; }), verdict: 'degraded', stage: 'pods', codes: 'P104' },
  { name: 'pods: a Secret is missing', given: all((world, pod) => world.waits(pod, 'CreateContainerConfigError', 'secret "sample-db" not found')), verdict: 'failed', stage: 'pods', codes: 'A113<P105 P105' },
  { name: 'pods: quota', given: world => { world.remove(world.members[0]); world.counts(1, { replicas: 1, updatedReplicas: 1 }); world.deployment.status!.conditions!.push({ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota: small' }); world.endpoints.subsets![0].addresses!.shift(); world.metric('kuberesolver_addresses_total', 1); }, verdict: 'degraded', stage: 'pods', codes: 'P106' },
  { name: 'pods: a rollout goes on', given: world => { world.runsUnready(newPod(world), 5); }, verdict: 'progressing', stage: 'pods', codes: '' },
  { name: 'pods: new ones wait for the migration', given: world => { world.jobRuns(); world.container(world.migrationPod, { state: { running: { startedAt: world.ago(9) } } }); const pod = newPod(world); world.runsUnready(pod); world.says(pod, notMigrated('add-index-for-transaction-gc', 'populate-schema-tables')); }, verdict: 'progressing', stage: 'migration', codes: 'P120' },
  { name: 'pods: the rollout is stuck, nobody says why', given: world => { world.runsUnready(newPod(world)); deadline(world); }, verdict: 'degraded', stage: 'pods', codes: 'P108 P107<P108' },
  { name: 'pods: one runs and is not ready', given: oneOf((world, pod) => world.runsUnready(pod)), verdict: 'degraded', stage: 'pods', codes: 'P108' },
  { name: 'pods: one was evicted', given: oneOf((world, pod) => { world.dropFromRing(pod); pod.status = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' }; }), verdict: 'degraded', stage: 'pods', codes: 'P109' },
  { name: 'pods: a volume is missing', given: all((world, pod) => { world.waits(pod, 'ContainerCreating'); pod.metadata.creationTimestamp = world.ago(90); world.event('Pod', pod.metadata.name, 'FailedMount', 'MountVolume.SetUp failed for volume "tls-grpc" : secret "sample-tls" not found'); }), verdict: 'failed', stage: 'pods', codes: 'A113<P110 P110' },
  { name: 'pods: the runtime refuses the container', given: all((world, pod) => world.waits(pod, 'RunContainerError', 'exec format error')), verdict: 'failed', stage: 'pods', codes: 'A113<P111 P111' },
  { name: 'pods: the budget blocks every drain', given: world => { const budgets = world.current.disruptionBudgets; if (budgets.state === 'seen') budgets.value = [{ metadata: { name: 'sample' }, status: { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 } }]; }, verdict: 'degraded', stage: 'pods', codes: 'P112' },
  { name: 'pods: the autoscaler has no figures', given: world => { world.current.autoscalers = { state: 'seen', at: world.now, value: [{ metadata: { name: 'sample' }, status: { conditions: [{ type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric', message: 'no metrics' }] } }] }; }, verdict: 'degraded', stage: 'pods', codes: 'P113' },
  { name: 'pods: the autoscaler is at its maximum', given: world => { world.current.autoscalers = { state: 'seen', at: world.now, value: [{ metadata: { name: 'sample' }, status: { conditions: [{ type: 'ScalingLimited', status: 'True', reason: 'TooManyReplicas' }] } }] }; }, verdict: 'ok', codes: 'P122' },
  { name: 'pods: one has restarted lately', given: world => { const [status] = world.members[0].status!.containerStatuses!; status.restartCount = 2; status.lastState = { terminated: { exitCode: 2, finishedAt: world.ago(60) } }; }, verdict: 'degraded', stage: 'pods', codes: 'P115' },
  { name: 'pods: one has restarted long ago', given: world => { const [status] = world.members[0].status!.containerStatuses!; status.restartCount = 2; status.lastState = { terminated: { exitCode: 2, finishedAt: world.ago(86_400) } }; }, verdict: 'ok', codes: '' },
  { name: 'pods: one was restarted for memory and is back', given: world => { const [status] = world.members[0].status!.containerStatuses!; status.restartCount = 1; status.lastState = { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: world.ago(60) } }; }, verdict: 'degraded', stage: 'pods', codes: 'P103' },
  { name: 'pods: scaled to none', given: world => { world.deployment.spec!.replicas = 0; world.remove(...world.members); world.counts(0, { replicas: 0, updatedReplicas: 0 }); world.application.status!.health = { status: 'Healthy' }; world.endpoints.subsets = []; }, verdict: 'degraded', stage: 'pods', codes: 'P116' },
  { name: 'pods: no workload carries the label', given: world => { world.current.workloads = { state: 'seen', at: world.now, value: [] }; world.remove(...world.members); world.endpoints.subsets = []; }, verdict: 'failed', stage: 'pods', codes: 'P117' },
  { name: 'pods: one is missing, nobody says why', given: world => { const [pod] = world.members; world.dropFromRing(pod); world.remove(pod); world.counts(1); }, verdict: 'degraded', stage: 'pods', codes: 'P118' },
  { name: 'pods: the rollout is paused', given: world => { world.deployment.spec!.paused = true; }, verdict: 'degraded', stage: 'pods', codes: 'P119' },
  { name: 'pods: a container starts for minutes', given: oneOf((world, pod) => { world.waits(pod, 'ContainerCreating'); pod.metadata.creationTimestamp = world.ago(400); world.current.events = { state: 'seen', at: world.now, value: [] }; }), verdict: 'degraded', stage: 'pods', codes: 'P121' },
  { name: 'pods: an old version waits for its ring', given: all((world, pod) => { world.runsUnready(pod); world.says(pod, '{"level":"warn","message":"dispatcher failed readiness checks: found expected state when trying to connect to cluster: TRANSIENT_FAILURE"}'); }), verdict: 'failed', stage: 'pods', codes: 'A113<P234 P234' },
  { name: 'pods: they fail because the migration did', given: world => { world.jobFailed(); world.ended(world.migrationPod, {}); world.says(world.migrationPod, line('(SQLSTATE 28P01)')); const pod = newPod(world); world.crashes(pod, { exitCode: 78 }); world.says(pod, line(datastore('(SQLSTATE 28P01)'))); deadline(world); }, verdict: 'failed', stage: 'migration', codes: 'A103<M104 M104 P204<M104 P107<P204' },
];

export const podStates: State[] = [...bySaying, ...byCluster];
