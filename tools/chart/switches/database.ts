// The database: which one, how pods log in to it, and who migrates it.
import { isMemory, usesRDS, type Choice, type Values } from './choices.ts';

const putsCredentialsIntoValues = (choice: Choice) =>
  choice.credentials === 'inValues' && choice.migrations !== 'hook';

export function engine(choice: Choice): Values {
  const datastore: Record<Choice['engine'], Values> = {
    memory: {},
    postgres: { tls: { secretName: 'postgres-ca' }, connectionPool: { readMaxOpen: 40, writeMaxOpen: 5 } },
    cockroachdb: { tls: { secretName: 'cockroach-client' }, connectionPool: { readMaxOpen: 10 } },
    mysql: { mysql: { tablePrefix: 'spicedb_' }, tls: { secretName: 'mysql-ca' } },
    spanner: choice.identity === 'given' ? { spanner: { credentialsSecretName: 'google' } } : {},
  };
  return { config: { datastore: datastore[choice.engine] } };
}

export function credentials(choice: Choice): Values {
  if (putsCredentialsIntoValues(choice)) {
    const withURI = !isMemory(choice) && !usesRDS(choice);
    return {
      secretData: {
        presharedKey: 'for-tests-only',
        ...(withURI ? { datastoreURI: 'for://tests@only/' } : {}),
      },
    };
  }
  if (choice.credentials === 'apart') {
    return {
      credentials: {
        presharedKey: { secretName: 'spicedb-key', key: 'current', additionalKeys: ['next'] },
        ...(usesRDS(choice) || isMemory(choice)
          ? {}
          : {
              datastoreURI: { secretName: 'spicedb-database', key: 'uri' },
              migrationDatastoreURI: { secretName: 'spicedb-owner' },
            }),
        ...(['postgres', 'mysql'].includes(choice.engine)
          ? { readReplicaURIs: { secretName: 'spicedb-replicas', keys: ['one', 'two'] } }
          : {}),
      },
    };
  }
  return { existingSecret: 'spicedb' };
}

export function migrations(choice: Choice): Values {
  const kinds: Record<Choice['migrations'], Values> = {
    job: {},
    hook: { strategy: 'hook', serviceAccountName: 'migrator' },
    off: { enabled: false, allowedMigrations: ['one-more'] },
    tuned: {
      logLevel: 'debug',
      timeout: '2h30m',
      activeDeadlineSeconds: 10000,
      backoffLimit: 1,
      backfillBatchSize: 500,
      rerunToken: 'again',
      annotations: { 'example.com/run': 'yes' },
      ...(choice.version === 'v1.56.0' ? { schemaMode: 'read-legacy-write-both' } : {}),
    },
  };
  return { config: { migrations: kinds[choice.migrations] } };
}

export function identity(choice: Choice): Values {
  if (choice.identity === 'given')
    return { serviceAccount: { create: false, name: 'given' }, rbac: { create: false } };
  const aws: Values =
    choice.identity === 'podIdentity'
      ? { podIdentity: { enabled: true } }
      : { irsa: { roleArn: 'arn:aws:iam::123456789012:role/spicedb' } };
  if (choice.identity === 'none') return {};
  const rds: Values = usesRDS(choice)
    ? {
        rds: {
          enabled: true,
          hostname: 'db.example.com',
          username: 'spicedb',
          sslMode: choice.identity === 'irsa' ? 'require' : 'verify-full',
        },
      }
    : {};
  return { aws: { region: 'eu-central-1', ...aws, ...rds } };
}
