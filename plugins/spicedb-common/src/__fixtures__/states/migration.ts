import type { State, World } from '../world';

const ended = (error: string) => JSON.stringify({ level: 'error', error, message: 'terminated with errors' });

/** Every attempt failed, and the last one said this. */
const failedWith = (error: string) => (world: World) => {
  world.jobFailed();
  world.ended(world.migrationPod, {});
  world.says(world.migrationPod, ended(error));
};

const said: [code: string, name: string, error: string][] = [
  ['M101', 'the host is unknown', 'hostname resolving error: lookup db: no such host'],
  ['M102', 'the connection is refused', 'dial error: dial tcp 10.0.0.1:5432: connect: connection refused'],
  ['M103', 'the database is missing', 'server error: FATAL: database "x" does not exist (SQLSTATE 3D000)'],
  ['M104', 'the password is wrong', 'failed SASL auth: FATAL: password authentication failed for user "x" (SQLSTATE 28P01)'],
  ['M105', 'the user lacks a privilege', 'ERROR: permission denied for schema public (SQLSTATE 42501)'],
  ['M106', 'TLS is wanted and not offered', 'tls error: server refused TLS connection'],
  ['M107', 'the revision is unknown', 'unable to compute migration list: unable to find migration for revision: nope'],
  ['M108', 'the database is ahead', 'unable to compute migration list: unable to find migration for revision: '],
  ['M109', 'two migrations ran at once', 'ERROR: column "expiration" already exists (SQLSTATE 42701)'],
  ['M110', 'a lock was in the way', 'ERROR: canceling statement due to lock timeout (SQLSTATE 55P03)'],
  ['M111', 'time ran out', 'error executing migration: timeout: context deadline exceeded'],
  ['M112', 'the URI cannot be used', 'cannot parse `postgres://x`: failed to parse as URL (invalid port)'],
  ['M113', 'the call was wrong', "missing required argument: 'revision'"],
  ['M114', 'nobody knows these words', 'something that was never seen before'],
  ['M115', 'the certificate is not trusted', 'x509: certificate signed by unknown authority'],
  ['M116', 'the network is in the way', 'dial tcp 10.0.0.1:5432: i/o timeout'],
  ['M117', 'the engine is unknown', 'unknown datastore engine type: postgresql'],
  ['M118', 'no connection is left', 'FATAL: sorry, too many clients already (SQLSTATE 53300)'],
  ['M119', 'the database is read-only', 'ERROR: cannot execute ALTER TABLE in a read-only transaction (SQLSTATE 25006)'],
];

const bySaying = said.map<State>(([code, name, error]) => ({
  name: `migration: ${name}`,
  given: failedWith(error),
  verdict: 'failed',
  stage: 'migration',
  codes: `A103<${code} ${code}`,
}));

const stuck = (waiting: string, message: string) => (world: World) => {
  world.jobRuns();
  world.waits(world.migrationPod, waiting, message);
};
const withoutPods = (message?: string) => (world: World) => {
  world.jobRuns();
  world.job.metadata.creationTimestamp = world.ago(90);
  world.remove(world.migrationPod);
  if (message) world.event('Job', world.job.metadata.name, 'FailedCreate', message);
};

const byCluster: State[] = [
  { name: 'migration: it runs', given: world => { world.jobRuns(); world.container(world.migrationPod, { state: { running: { startedAt: world.ago(10) } } }); }, verdict: 'progressing', stage: 'migration', codes: '' },
  { name: 'migration: the first attempt failed, another one will come', given: world => { world.jobRuns(1); world.ended(world.migrationPod, {}); world.says(world.migrationPod, ended(said[3][2])); }, verdict: 'degraded', stage: 'migration', codes: 'M104' },
  { name: 'migration: it failed once and then succeeded', given: world => { world.job.status!.failed = 1; }, verdict: 'ok', codes: 'M211' },
  { name: 'migration: image cannot be pulled', given: stuck('ImagePullBackOff', 'Back-off pulling image "authzed/spicedb:v9"'), verdict: 'failed', stage: 'migration', codes: 'M201' },
  { name: 'migration: out of memory', given: world => { world.jobFailed(); world.ended(world.migrationPod, { exitCode: 137, reason: 'OOMKilled' }); }, verdict: 'failed', stage: 'migration', codes: 'A103<M202 M202' },
  { name: 'migration: out of memory once, another attempt comes', given: world => { world.jobRuns(1); world.ended(world.migrationPod, { exitCode: 137, reason: 'OOMKilled' }); }, verdict: 'degraded', stage: 'migration', codes: 'M202' },
  { name: 'migration: quota', given: withoutPods('Error creating: pods "x" is forbidden: exceeded quota: small, requested: cpu=1, used: cpu=4, limited: cpu=4'), verdict: 'failed', stage: 'migration', codes: 'M203' },
  { name: 'migration: no node takes it', given: world => { world.jobRuns(); world.waits(world.migrationPod, 'x'); world.migrationPod.status = { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes are available: 1 Insufficient cpu.' }] }; }, verdict: 'failed', stage: 'migration', codes: 'M204' },
  { name: 'migration: deadline', given: world => { world.jobFailed('DeadlineExceeded', 'Job was active longer than specified deadline'); world.remove(world.migrationPod); }, verdict: 'failed', stage: 'migration', codes: 'A103<M205 M205' },
  { name: 'migration: Secret missing', given: stuck('CreateContainerConfigError', 'secret "sample-db" not found'), verdict: 'failed', stage: 'migration', codes: 'M206' },
  { name: 'migration: key missing', given: stuck('CreateContainerConfigError', "couldn't find key datastore_uri in Secret sample-ns/sample-db"), verdict: 'failed', stage: 'migration', codes: 'M207' },
  { name: 'migration: ServiceAccount missing', given: withoutPods('Error creating: pods "x" is forbidden: error looking up service account sample-ns/x: serviceaccount "x" not found'), verdict: 'failed', stage: 'migration', codes: 'M208' },
  { name: 'migration: a policy refuses the pod', given: withoutPods('Error creating: admission webhook "policy" denied the request'), verdict: 'failed', stage: 'migration', codes: 'M209' },
  { name: 'migration: no pod and no event', given: withoutPods(), verdict: 'failed', stage: 'migration', codes: 'M209' },
  { name: 'migration: no pod, but the Job is young', given: world => { world.jobRuns(); world.job.status = {}; world.job.metadata.creationTimestamp = world.ago(3); world.remove(world.migrationPod); }, verdict: 'progressing', stage: 'migration', codes: '' },
  { name: 'migration: failed without a word', given: world => { world.jobFailed(); world.remove(world.migrationPod); }, verdict: 'failed', stage: 'migration', codes: 'A103<M210 M210' },
  { name: 'migration: failed, and its log may not be read', given: world => { world.jobFailed(); world.ended(world.migrationPod, { message: undefined }); const pod = world.migrationPod.metadata.name; world.current.logs = { [`${pod}/migrate`]: { state: 'unseen', reason: { kind: 'forbidden', verb: 'get', apiGroup: '', resource: 'pods/log', namespace: 'sample-ns', cluster: 'lab' } } }; }, verdict: 'failed', stage: 'migration', codes: 'A103<M210 M210 V109' },
  { name: 'migration: suspended', given: world => { world.jobRuns(); world.job.spec!.suspend = true; world.job.status = {}; world.remove(world.migrationPod); }, verdict: 'degraded', stage: 'migration', codes: 'M212' },
  { name: 'migration: container cannot be started', given: stuck('CreateContainerError', 'failed to create containerd task: mount denied'), verdict: 'failed', stage: 'migration', codes: 'M213' },
  { name: 'migration: an attempt was evicted', given: world => { world.jobRuns(1); world.migrationPod.status = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' }; }, verdict: 'degraded', stage: 'migration', codes: 'M214' },
  { name: 'migration: an attempt was killed', given: world => { world.jobRuns(1); world.ended(world.migrationPod, { exitCode: 137 }); world.says(world.migrationPod, '{"level":"info","message":"running migrations"}'); }, verdict: 'degraded', stage: 'migration', codes: 'M215' },
  { name: 'migration: an attempt failed without a word, another one comes', given: world => { world.jobRuns(1); world.remove(world.migrationPod); world.job.metadata.creationTimestamp = world.ago(5); }, verdict: 'degraded', stage: 'migration', codes: 'M218' },
  { name: 'migration: it takes long', given: world => { world.jobRuns(); world.job.status!.startTime = world.ago(3600); world.container(world.migrationPod, { state: { running: { startedAt: world.ago(3600) } } }); }, verdict: 'progressing', stage: 'migration', codes: 'M216' },
  { name: 'migration: a volume is missing', given: world => { world.jobRuns(); world.waits(world.migrationPod, 'ContainerCreating'); world.migrationPod.metadata.creationTimestamp = world.ago(60); world.event('Pod', world.migrationPod.metadata.name, 'FailedMount', 'MountVolume.SetUp failed for volume "tls-datastore" : secret "db-ca" not found'); }, verdict: 'failed', stage: 'migration', codes: 'M217' },
  { name: 'migration: given up, and Argo CD too', given: world => { failedWith(said[3][2])(world); world.operation.phase = 'Failed'; world.operation.message = 'one or more synchronization tasks completed unsuccessfully (retried 5 times).'; }, verdict: 'failed', stage: 'migration', codes: 'A102<M104 M104' },
  { name: 'migration: its Job is gone, the pods prove it', given: world => { world.current.jobs = { state: 'seen', at: world.now, value: [] }; world.remove(world.migrationPod); }, verdict: 'ok', codes: '' },
  { name: 'migration: no Job and pods that are not ready', given: world => { world.current.jobs = { state: 'seen', at: world.now, value: [] }; world.remove(world.migrationPod); world.members.forEach(pod => world.runsUnready(pod)); world.counts(0); }, verdict: 'failed', stage: 'pods', codes: 'A113<P108 P108' },
  { name: 'migration: the memory engine needs none', given: world => { world.deployment.spec!.template!.spec!.containers![0].env = [{ name: 'SPICEDB_DATASTORE_ENGINE', value: 'memory' }]; world.current.jobs = { state: 'seen', at: world.now, value: [] }; world.remove(world.migrationPod); world.current.ref.ringService = undefined; }, verdict: 'ok', codes: '' },
];

export const migrationStates: State[] = [...bySaying, ...byCluster];
