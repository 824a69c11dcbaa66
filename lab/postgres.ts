import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run } from './commands.ts';
import { NODE_ADDRESS } from './enclosure.ts';
import { LabError } from './errors.ts';
import { apply, KINDS } from './kube.ts';
import { postgresPrograms } from './packages.ts';
import { inState } from './paths.ts';
import { ensureServer, isServerRunning } from './servers.ts';
import { waitFor } from './waiting.ts';

const HOME = inState('postgres');
const DATA = join(HOME, 'data');
/** Holds the socket, by which the machine outside reaches the database without a password. */
export const DATABASE_SOCKETS = HOME;

/** Where pods find the database: a Service without a selector leads to the process on the node. */
export const DATABASE_HOST = 'postgres.databases';
export const DATABASE_PORT = 5432;
const DATABASE_CLUSTER_IP = '10.96.0.100';

const asPostgres = (command: string, args: string[], input?: string) =>
  run('runuser', ['-u', 'postgres', '--', command, ...args], { cwd: '/', input });

async function initialise(programs: string): Promise<void> {
  if (existsSync(DATA)) return;
  const account = attempt('id', ['-u', 'postgres']);
  const group = attempt('id', ['-g', 'postgres']);
  if (!account.ok || !group.ok) {
    throw new LabError(
      'there is no user postgres',
      'Reinstall PostgreSQL: "apt-get install --reinstall postgresql".',
    );
  }
  // An initialisation that was interrupted starts again from nothing.
  const unfinished = `${DATA}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  chownSync(HOME, Number(account.output), Number(group.output));
  await asPostgres(join(programs, 'initdb'), [
    '-D',
    unfinished,
    '-U',
    'postgres',
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '--no-sync',
    '--locale=C.UTF-8',
  ]);
  appendFileSync(join(unfinished, 'pg_hba.conf'), 'host all all 10.0.0.0/8 scram-sha-256\n');
  const settings = {
    listen_addresses: NODE_ADDRESS,
    port: DATABASE_PORT,
    unix_socket_directories: DATABASE_SOCKETS,
    max_connections: 400,
    track_commit_timestamp: 'on',
    // The lab's data need not outlive a power cut.
    fsync: 'off',
  };
  writeFileSync(
    join(unfinished, 'postgresql.auto.conf'),
    Object.entries(settings)
      .map(([name, value]) => `${name} = '${value}'\n`)
      .join(''),
  );
  renameSync(unfinished, DATA);
}

/** Runs SQL as the superuser and gives back its rows, one a line. */
export const sql = (text: string, database = 'postgres') =>
  asPostgres(
    join(postgresPrograms(), 'psql'),
    ['-h', DATABASE_SOCKETS, '-d', database, '-v', 'ON_ERROR_STOP=1', '-qAt', '-f', '-'],
    text,
  );

/**
 * Begins to make a table and does not finish: whoever wants to make one of this name waits. The
 * function that comes back takes it all back.
 */
export async function holdTable(table: string, database: string): Promise<() => Promise<void>> {
  const psql = join(postgresPrograms(), 'psql');
  const holder = spawn(
    'runuser',
    ['-u', 'postgres', '--', psql, '-h', DATABASE_SOCKETS, '-d', database, '-qAt'],
    {
      cwd: '/',
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ended = once(holder, 'close');
  holder.stdin.write(`BEGIN; CREATE TABLE ${table} (held int); SELECT 'held';\n`);
  const refused = ended.then(() => {
    throw new LabError(
      `the table ${table} cannot be held`,
      'It is there already: begin with an empty database.',
    );
  });
  await Promise.race([once(holder.stdout, 'data'), refused]);
  return async () => {
    if (!holder.stdin.writableEnded) holder.stdin.end('ROLLBACK;\n');
    await ended;
  };
}

export async function ensurePostgres(): Promise<string> {
  const programs = postgresPrograms();
  await initialise(programs);
  // A server that was killed leaves the number of its process, which by now may be another's.
  if (!isServerRunning('postgres')) rmSync(join(DATA, 'postmaster.pid'), { force: true });
  const outcome = ensureServer({
    name: 'postgres',
    command: 'runuser',
    args: ['-u', 'postgres', '--', join(programs, 'postgres'), '-D', DATA],
  });
  return waitFor('PostgreSQL to answer', () => sql('SELECT version()'), { timeoutMs: 30_000 }).then(
    version => `${outcome}, ${version.split(' on ')[0]}`,
  );
}

/** Gives the database a name that pods can ask for. */
export async function publishPostgres(): Promise<void> {
  const metadata = { name: 'postgres', namespace: 'databases' };
  const port = { name: 'postgres', port: DATABASE_PORT, protocol: 'TCP' };
  await apply(KINDS.namespace, { metadata: { name: metadata.namespace } });
  await apply(KINDS.service, { metadata, spec: { clusterIP: DATABASE_CLUSTER_IP, ports: [port] } });
  await apply(KINDS.endpoints, {
    metadata,
    subsets: [{ addresses: [{ ip: NODE_ADDRESS }], ports: [port] }],
  });
}
