/** What a datastore error means, whoever met it: the migration or a serving pod. */
export type DatastoreError =
  | 'unknownRevision'
  | 'databaseAhead'
  | 'wrongPassword'
  | 'noPrivilege'
  | 'databaseMissing'
  | 'unknownHost'
  | 'refused'
  | 'tlsRefused'
  | 'certificate'
  | 'unusableUri'
  | 'concurrent'
  | 'locked'
  | 'tooManyConnections'
  | 'readOnly'
  | 'unreachable'
  | 'timeout'
  | 'unknownEngine';

interface Sign {
  meaning: DatastoreError;
  pattern: RegExp;
}

/**
 * In this order: the narrow before the broad, since one text can hold several
 * (an unreachable host also exceeds a deadline). SQLSTATEs are PostgreSQL's and
 * CockroachDB's; `Error NNNN` is MySQL's.
 */
const signs: readonly Sign[] = [
  { meaning: 'databaseAhead', pattern: /unable to find migration for revision: *$/m },
  { meaning: 'unknownRevision', pattern: /unable to find migration for revision: *\S/ },
  {
    meaning: 'unknownEngine',
    pattern: /unknown (datastore )?engine|cannot migrate datastore engine type/i,
  },
  {
    meaning: 'unusableUri',
    pattern:
      /cannot parse `|failed to parse as (URL|keyword)|invalid (dsn|connection string|uri|port)|unsupported (uri )?scheme|datastore-conn-uri.*(required|missing|empty)|parsetime/i,
  },
  { meaning: 'databaseMissing', pattern: /SQLSTATE 3D000|Error 1049|Unknown database/ },
  { meaning: 'noPrivilege', pattern: /SQLSTATE 42501|Error (1044|1142|1227)|permission denied for/ },
  {
    meaning: 'wrongPassword',
    pattern:
      /SQLSTATE 28(P01|000)|Error 1045|password authentication failed|Access denied for user|SASL auth/,
  },
  {
    meaning: 'tlsRefused',
    pattern: /server refused TLS connection|does not support (TLS|SSL)|server requested TLS/i,
  },
  { meaning: 'certificate', pattern: /x509:|failed to verify certificate|tls: bad certificate/ },
  { meaning: 'tooManyConnections', pattern: /SQLSTATE 53300|Error 1040|too many (clients|connections)/i },
  { meaning: 'readOnly', pattern: /SQLSTATE 25006|Error 1290|read-only transaction/ },
  {
    meaning: 'locked',
    pattern: /SQLSTATE (55P03|40P01)|Error 1205|lock(ing)? (wait )?time ?out|deadlock detected/i,
  },
  { meaning: 'concurrent', pattern: /SQLSTATE 42(701|703|P07|710)|Error (1050|1060|1061)\b/ },
  { meaning: 'unknownHost', pattern: /no such host|hostname resolving error|server misbehaving/ },
  { meaning: 'refused', pattern: /connection refused/ },
  {
    meaning: 'unreachable',
    // The last is what a serving pod says whose packets to the database, or to DNS, were dropped.
    pattern:
      /i\/o timeout|no route to host|network is unreachable|connection timed out|create primary datastore: context deadline exceeded/,
  },
  { meaning: 'timeout', pattern: /context deadline exceeded|SQLSTATE 57014/ },
  // Serving pods keep to themselves what they cannot read of a URI: it may hold a password.
  { meaning: 'unusableUri', pattern: /unable to instantiate datastore\. To view details/ },
];

export function meaningOfError(text: string): DatastoreError | undefined {
  return signs.find(sign => sign.pattern.test(text))?.meaning;
}
