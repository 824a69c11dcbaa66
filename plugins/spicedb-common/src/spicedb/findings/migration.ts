import type { FindingCatalog } from '../../rollout/catalog';

const keysOfSecret = 'kubectl -n {{namespace}} describe secret {{secret}}';
const again = {
  text: 'Then sync again. The chart lets Argo CD replace the failed Job; elsewhere change config.migrations.rerunToken.',
  command: 'argocd app sync {{application}}',
};

/** M1##: what the migration says about itself. */
export const migrationFindings = {
  M101: {
    severity: 'error',
    summary: 'The host name of the database is not known',
    meaning:
      'DNS inside of the cluster has no address for the host in Secret {{secret}}, key {{key}}. A typing error, or a name that is only known elsewhere.',
    remedy: [
      {
        text: 'Correct the host in the Secret. These are its keys and their lengths, without values:',
        command: keysOfSecret,
      },
      again,
    ],
  },
  M102: {
    severity: 'error',
    summary: 'The database refused the connection',
    meaning:
      'The host was found, but nothing listens on that port: the database is down, still starting, or the port in Secret {{secret}}, key {{key}} is wrong.',
    remedy: [
      {
        text: 'Look whether the database runs and whether host and port in the Secret are its own.',
        command: keysOfSecret,
      },
      again,
    ],
  },
  M103: {
    severity: 'error',
    summary: 'The database does not exist',
    meaning:
      'The server answered, but has no database of the name in Secret {{secret}}, key {{key}}. SpiceDB makes tables, not databases.',
    remedy: [{ text: 'Make the database, or correct its name in the Secret.' }, again],
  },
  M104: {
    severity: 'error',
    summary: 'The database refused the password',
    meaning:
      'Secret {{secret}}, key {{key}}, does not hold the current user and password. If serving pods get in with the same Secret, look for a "$" in the password: the migration reads it as a variable. Running pods keep their open connections; they would fail after a restart.',
    remedy: [
      {
        text: 'Correct the Secret in your secret store; write "$" in the password as %24.',
        command: keysOfSecret,
      },
      again,
    ],
  },
  M105: {
    severity: 'error',
    summary: 'The database user may not change tables',
    meaning: 'The login works, but the user lacks the right to create or alter tables in the schema.',
    remedy: [
      {
        text: 'Grant the right, or give migrations a user of their own (credentials.migrationDatastoreURI). For PostgreSQL:',
        command: 'GRANT USAGE, CREATE ON SCHEMA public TO <user>;',
      },
      again,
    ],
  },
  M106: {
    severity: 'error',
    summary: 'The database speaks no TLS, but the address demands it',
    meaning:
      'The URI in Secret {{secret}}, key {{key}}, wants TLS (sslmode for PostgreSQL, tls for MySQL), and the server offers none.',
    remedy: [
      { text: 'Switch TLS on at the database; or, where the network is trusted, off in the URI.' },
      again,
    ],
  },
  M107: {
    severity: 'error',
    summary: 'SpiceDB {{version}} does not know the revision {{revision}}',
    meaning: 'config.migrations.targetMigration names a revision that this version does not have.',
    remedy: [
      {
        text: 'Set config.migrations.targetMigration to head, or to a revision of this version, in a new commit.',
      },
    ],
  },
  M108: {
    severity: 'error',
    summary: 'The database is ahead of SpiceDB {{version}}',
    meaning:
      'A newer version has migrated the database already; {{version}} cannot go back over that. It happens after a rollback by Git or Helm, or when the target is an earlier revision. Pods of the newer version serve on.',
    remedy: [
      { text: 'Go forward: set image.tag to the version that migrated the database.' },
      {
        text: 'If the older version must run, set config.migrations.enabled: false and list the newer head in config.migrations.allowedMigrations.',
      },
    ],
  },
  M109: {
    severity: 'error',
    summary: 'Two migrations ran at the same time',
    meaning:
      'SpiceDB takes no lock: the slower one found tables or columns already changed. The faster one has most likely finished the work.',
    remedy: [
      {
        text: 'Run it once more; it finds the database at the newest revision and ends well.',
        command: 'argocd app sync {{application}}',
      },
    ],
  },
  M110: {
    severity: 'error',
    summary: 'The migration waited for a lock in the database',
    meaning:
      'Another session holds a lock on a table that must change: a long transaction, or one left over from an attempt that was killed.',
    remedy: [
      {
        text: 'Find the session that holds it. For PostgreSQL:',
        command:
          "SELECT pid, state, xact_start, left(query, 80) FROM pg_stat_activity WHERE state <> 'idle' ORDER BY xact_start;",
      },
      { text: 'End it when that is safe, then sync again.', command: 'argocd app sync {{application}}' },
    ],
  },
  M111: {
    severity: 'error',
    summary: 'The migration ran into its time limit',
    meaning:
      'The database did not finish within the limit of config.migrations.timeout, or did not answer at all.',
    remedy: [
      {
        text: 'Look in the log which step it was in. Raise config.migrations.timeout for a large database; look for locks if it stands still.',
      },
      again,
    ],
  },
  M112: {
    severity: 'error',
    summary: 'The address of the database cannot be used',
    meaning:
      'Secret {{secret}}, key {{key}}, does not hold a URI that SpiceDB can read for this engine. Special characters in user or password must be percent-encoded.',
    remedy: [
      {
        text: 'Correct the URI in the Secret, for example postgresql://user:password@host:5432/database?sslmode=verify-full.',
      },
      again,
    ],
  },
  M113: {
    severity: 'error',
    summary: 'SpiceDB {{version}} does not understand how the migration was called',
    meaning:
      'A flag or argument is unknown to this version. The Job was not made by this chart, or extra arguments were given.',
    remedy: [
      {
        text: 'Remove the flag that the evidence names.',
        command:
          'kubectl -n {{namespace}} get job {{job}} -o jsonpath={.spec.template.spec.containers[*].args}',
      },
    ],
  },
  M114: {
    severity: 'error',
    summary: 'The migration failed with an error of its own',
    meaning:
      'The evidence has its last words. The portal does not know them, so it cannot say more than they do.',
    remedy: [
      { text: 'Read the lines before it.', command: 'kubectl -n {{namespace}} logs job/{{job}} --tail=50' },
      again,
    ],
  },
  M115: {
    severity: 'error',
    summary: 'The certificate of the database is not trusted',
    meaning:
      'TLS was offered, but the certificate is signed by a CA that SpiceDB does not know, is out of date, or names another host.',
    remedy: [
      {
        text: 'Put the CA of the database into config.datastore.tls.secretName and name it in the URI (sslrootcert).',
      },
      again,
    ],
  },
  M116: {
    severity: 'error',
    summary: 'The database cannot be reached over the network',
    meaning:
      'Packets get no answer: a firewall, security group or NetworkPolicy is in the way, or the address is wrong.',
    remedy: [
      {
        text: 'Allow the namespace {{namespace}} to reach the database, networkPolicy.datastoreTo included.',
      },
      again,
    ],
  },
  M117: {
    severity: 'error',
    summary: 'SpiceDB does not know this datastore engine',
    meaning: 'It takes postgres, cockroachdb, mysql and spanner.',
    remedy: [{ text: 'Correct config.datastoreEngine in values.yaml.' }],
  },
  M118: {
    severity: 'error',
    summary: 'The database has no connection left',
    meaning: 'Its limit of connections is used up, so the migration could not log in.',
    remedy: [
      {
        text: 'Lower the connection pools of the clients or raise the limit. Pods times both pools count against it.',
      },
      again,
    ],
  },
  M119: {
    severity: 'error',
    summary: 'The database is read-only',
    meaning:
      'The address leads to a replica, or the primary is in a read-only state after a failover or because its disk is full.',
    remedy: [{ text: 'Point Secret {{secret}}, key {{key}}, at the primary.' }, again],
  },
} satisfies FindingCatalog;
