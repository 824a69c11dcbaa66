import type { State, World } from '../world';

export const line = (error: string) =>
  JSON.stringify({ level: 'error', error, message: 'terminated with errors' });
export const notMigrated = (found: string, needed: string) =>
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
export const datastore = (error: string) =>
  `failed to create datastore: failed to create primary datastore: ${error}`;

const said: [code: string, name: string, given: (world: World) => void][] = [
  ['P201', 'the host of the database is unknown', allSay(datastore('lookup db: no such host'))],
  [
    'P202',
    'the database refuses connections',
    allSay(datastore('dial tcp 10.0.0.1:5432: connect: connection refused')),
  ],
  [
    'P203',
    'the database is missing',
    allSay(datastore('FATAL: database "x" does not exist (SQLSTATE 3D000)')),
  ],
  [
    'P204',
    'the password is wrong',
    allSay(datastore('FATAL: password authentication failed (SQLSTATE 28P01)')),
  ],
  ['P205', 'rights are missing', allSay(datastore('ERROR: permission denied for table x (SQLSTATE 42501)'))],
  ['P206', 'TLS to the database does not fit', allSay(datastore('tls error: server refused TLS connection'))],
  ['P207', 'the URI cannot be used', allSay(datastore('cannot parse `x`: failed to parse as keyword/value'))],
  ['P208', 'the network is in the way', allSay(datastore('dial tcp 10.0.0.1:5432: i/o timeout'))],
  ['P209', 'the datastore says something new', allSay(datastore('something new'))],
  ['P220', 'the database is behind', allWait('add-index-for-transaction-gc', 'populate-schema-tables')],
  ['P221', 'the database is ahead', allWait('populate-schema-tables', 'add-index-for-transaction-gc')],
  [
    'P222',
    'the revision is from a version nobody knows',
    allWait('from-the-future', 'populate-schema-tables'),
  ],
  ['P223', 'the database was never migrated', allWait('', 'populate-schema-tables')],
  [
    'P230',
    'there is no preshared key',
    allSay('a preshared key must be provided to authenticate API requests'),
  ],
  [
    'P231',
    'a certificate file is missing',
    allSay('failed to create gRPC server: open /etc/spicedb/tls/grpc/tls.crt: no such file or directory'),
  ],
  [
    'P232',
    'a port is taken',
    allSay(
      'failed to create gRPC server: failed to listen on addr for gRPC server: listen tcp :50051: bind: address already in use',
    ),
  ],
  [
    'P233',
    'the CA of the ring is missing',
    allSay(
      'failed to create dispatcher: failed to find certificate: stat /x/ca.crt: no such file or directory',
    ),
  ],
  ['P235', 'SpiceDB says something new', allSay('something new')],
];

export const podWordStates = said.map<State>(([code, name, given]) => ({
  name: `pods: ${name}`,
  given,
  verdict: 'failed',
  stage: 'pods',
  codes: `A113<${code} ${code}`,
}));
