import type { State, World } from '../world';

export const ended = (error: string) =>
  JSON.stringify({ level: 'error', error, message: 'terminated with errors' });

/** Every attempt failed, and the last one said this. */
export const failedWith = (error: string) => (world: World) => {
  world.jobFailed();
  world.ended(world.migrationPod, {});
  world.says(world.migrationPod, ended(error));
};

export const said: [code: string, name: string, error: string][] = [
  ['M101', 'the host is unknown', 'hostname resolving error: lookup db: no such host'],
  ['M102', 'the connection is refused', 'dial error: dial tcp 10.0.0.1:5432: connect: connection refused'],
  ['M103', 'the database is missing', 'server error: FATAL: database "x" does not exist (SQLSTATE 3D000)'],
  [
    'M104',
    'the password is wrong',
    'failed SASL auth: FATAL: password authentication failed for user "x" (SQLSTATE 28P01)',
  ],
  ['M105', 'the user lacks a privilege', 'ERROR: permission denied for schema public (SQLSTATE 42501)'],
  ['M106', 'TLS is wanted and not offered', 'tls error: server refused TLS connection'],
  [
    'M107',
    'the revision is unknown',
    'unable to compute migration list: unable to find migration for revision: nope',
  ],
  [
    'M108',
    'the database is ahead',
    'unable to compute migration list: unable to find migration for revision: ',
  ],
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
  [
    'M119',
    'the database is read-only',
    'ERROR: cannot execute ALTER TABLE in a read-only transaction (SQLSTATE 25006)',
  ],
];

export const migrationWordStates = said.map<State>(([code, name, error]) => ({
  name: `migration: ${name}`,
  given: failedWith(error),
  verdict: 'failed',
  stage: 'migration',
  codes: `A103<${code} ${code}`,
}));
