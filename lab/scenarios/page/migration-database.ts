import {
  address,
  endsOperation,
  givesAddress,
  givesSecret,
  givesUpAtOnce,
  makesJob,
  migratesAgain,
  nobody,
  toHost,
  withParameter,
} from '../../page/acts.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { KINDS } from '../../kube.ts';
import { LOGS_ROLE } from '../../portal.ts';
import { sql } from '../../postgres.ts';
import { NODE_ADDRESS } from '../../enclosure.ts';
import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST } from '../../pins.ts';
import type { Stage } from '../../stage/stage.ts';

const VALUES = {
  image: { tag: SPICEDB_NEWEST },
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  config: { datastoreEngine: 'postgres', replicas: 1, migrations: { backoffLimit: 0 } },
};
const again = (stage: Stage, migrations: object = {}) =>
  migratesAgain(stage, VALUES, { config: { migrations } });

/** The first table that SpiceDB makes. */
const FIRST_TABLE = 'relation_tuple_transaction';

/** A wrong address in the Secret, and a new commit so that the migration tries it. */
const withAddress = (change: (uri: string) => string) => async (stage: Stage) => {
  await givesAddress(stage, change);
  await again(stage);
};

const alterRole = (stage: Stage, what: string) => sql(`ALTER ROLE "${stage.name}" ${what};`);

/** The right address, while the role or the database refuses something. */
const withDatabase = (refuse: (stage: Stage) => Promise<unknown>) => async (stage: Stage) => {
  await refuse(stage);
  await givesAddress(stage);
  await again(stage);
};

const held = new WeakMap<Stage, () => Promise<void>>();
/** The migration waits for another session, with these settings. */
const whileHeld = (migrations: object) => async (stage: Stage) => {
  held.set(stage, await stage.database.holdTable(FIRST_TABLE));
  await givesAddress(stage);
  await again(stage, migrations);
};
const release = async (stage: Stage) => held.get(stage)?.();
const migrationRuns = (stage: Stage) =>
  stage.sees('the migration runs', async () => (await stage.pods('migration')).find(({ ready }) => ready));

const states: State[] = [
  {
    codes: ['M206'],
    at: 'Migration',
    state: 'failed',
    says: /Secret \S+ does not exist/,
    title: 'the Secret with the credentials is not there',
    makes: async stage => {
      await stage.commitInstance(SPICEDB_NEWEST, VALUES);
      await givesUpAtOnce(stage);
    },
  },
  {
    codes: ['M207'],
    at: 'Migration',
    state: 'failed',
    says: /has no key datastore_uri/,
    title: 'the Secret is there without the address of the database',
    makes: async stage => {
      await givesSecret(stage, { preshared_key: stage.presharedKey });
      await again(stage);
    },
  },
  {
    codes: ['M104', 'A102'],
    at: 'Migration',
    state: 'failed',
    says: /password authentication failed[^]*28P01/,
    title: 'the database refuses the password, and Argo CD gives up',
    makes: withAddress(uri => uri.replace(/:[0-9a-f]{24}@/, ':not-the-password@')),
  },
  {
    codes: ['M101'],
    at: 'Migration',
    state: 'failed',
    says: /no such host/,
    title: 'the host of the database is misspelt',
    makes: withAddress(toHost('postgers.databases:5432')),
  },
  {
    codes: ['M102'],
    at: 'Migration',
    state: 'failed',
    says: /connection refused/,
    title: 'nothing listens on the port',
    makes: withAddress(toHost(`${NODE_ADDRESS}:5433`)),
  },
  {
    codes: ['M116'],
    at: 'Migration',
    state: 'failed',
    says: /no route to host|i\/o timeout/,
    title: 'packets to the database get no answer',
    makes: withAddress(toHost(nobody)),
  },
  {
    codes: ['M103'],
    at: 'Migration',
    state: 'failed',
    says: /3D000/,
    title: 'there is no database of that name',
    makes: withAddress(uri => uri.replace(/\/([^/?]+)\?/, '/$1-misspelt?')),
  },
  {
    codes: ['M106'],
    at: 'Migration',
    state: 'failed',
    says: /server refused TLS connection/,
    title: 'the address demands TLS, and the database speaks none',
    makes: withAddress(uri => uri.replace('sslmode=disable', 'sslmode=require')),
  },
  {
    codes: ['M112'],
    at: 'Migration',
    state: 'failed',
    title: 'the address is no URI',
    makes: withAddress(uri => uri.replace(':5432', ':fifty')),
  },
  {
    codes: ['M114'],
    at: 'Migration',
    state: 'failed',
    says: /no schema has been selected|3F000/,
    title: 'the migration fails with words that the portal does not know',
    makes: withAddress(withParameter('search_path=nowhere')),
  },
  {
    codes: ['M118'],
    at: 'Migration',
    state: 'failed',
    says: /53300/,
    title: 'the database has no connection left for the user',
    makes: withDatabase(stage => alterRole(stage, 'CONNECTION LIMIT 0')),
    takesBack: stage => alterRole(stage, 'CONNECTION LIMIT -1'),
  },
  {
    codes: ['M119'],
    at: 'Migration',
    state: 'failed',
    says: /25006/,
    title: 'the database is read-only for the user',
    makes: withDatabase(stage => alterRole(stage, 'SET default_transaction_read_only = on')),
    takesBack: stage => alterRole(stage, 'RESET default_transaction_read_only'),
  },
  {
    codes: ['M105'],
    at: 'Migration',
    state: 'failed',
    says: /42501/,
    title: 'the user may not make tables',
    makes: withDatabase(stage =>
      stage.database.sql(
        'ALTER SCHEMA public OWNER TO postgres; REVOKE CREATE ON SCHEMA public FROM pg_database_owner, PUBLIC;',
      ),
    ),
    takesBack: stage =>
      stage.database.sql(
        'ALTER SCHEMA public OWNER TO pg_database_owner; GRANT ALL ON SCHEMA public TO pg_database_owner;',
      ),
  },
  {
    codes: ['M109'],
    at: 'Migration',
    state: 'failed',
    says: /42P07/,
    title: 'another migration has made the table first',
    makes: withDatabase(stage => stage.database.sql(`CREATE TABLE ${FIRST_TABLE} (held int);`)),
    takesBack: stage => stage.database.sql(`DROP TABLE ${FIRST_TABLE};`),
  },
  {
    codes: ['M110'],
    at: 'Migration',
    state: 'failed',
    says: /55P03/,
    title: 'another session holds a lock for too long',
    makes: async stage => {
      await alterRole(stage, "SET lock_timeout = '2s'");
      await whileHeld({})(stage);
    },
    takesBack: async stage => {
      await release(stage);
      await alterRole(stage, 'RESET lock_timeout');
    },
  },
  {
    codes: ['M111'],
    at: 'Migration',
    state: 'failed',
    says: /deadline exceeded|57014/,
    title: 'the migration runs into its time limit',
    makes: whileHeld({ timeout: '4s' }),
    takesBack: release,
  },
  {
    codes: ['M205'],
    at: 'Migration',
    state: 'failed',
    says: /DeadlineExceeded/,
    title: 'the Job runs into its deadline',
    makes: whileHeld({ timeout: '8s', activeDeadlineSeconds: 8 }),
    takesBack: release,
  },
  {
    codes: ['M215'],
    at: 'Migration',
    state: 'needs attention',
    says: /exit code 137/,
    title: 'an attempt is killed, and another one follows',
    makes: async stage => {
      await whileHeld({ backoffLimit: 3 })(stage);
      await stage.signal(await migrationRuns(stage), 'SIGKILL');
    },
    takesBack: release,
  },
  {
    codes: ['M107'],
    at: 'Migration',
    state: 'failed',
    says: /no-such-revision/,
    title: 'a Job that the chart did not make asks for a revision that does not exist',
    makes: stage => byHand(stage, 'unknown-revision', ['datastore', 'migrate', 'no-such-revision']),
  },
  {
    codes: ['M113'],
    at: 'Migration',
    state: 'failed',
    says: /unknown flag/,
    title: 'a Job that the chart did not make gives a flag that does not exist',
    makes: stage => byHand(stage, 'unknown-flag', ['datastore', 'migrate', 'head', '--no-such-flag']),
  },
  {
    codes: ['M117'],
    at: 'Migration',
    state: 'failed',
    says: /engine type: sqlite/,
    title: 'a Job that the chart did not make names an engine that does not exist',
    makes: stage =>
      byHand(stage, 'unknown-engine', ['datastore', 'migrate', 'head', '--datastore-engine=sqlite']),
  },
  {
    codes: ['M218'],
    at: 'Migration',
    state: 'needs attention',
    title:
      'an attempt of a Job that the chart did not make fails without a word on why, and another one follows',
    makes: stage =>
      makesJob(stage, {
        name: 'another-program',
        more: { command: ['grpc_health_probe', '-addr=127.0.0.1:1'], args: [] },
        backoffLimit: 5,
      }),
    takesBack: stage => stage.kubectl(['delete', 'job', `${stage.name}-another-program`]),
  },
  {
    codes: ['M210', 'V109'],
    at: 'Migration',
    state: 'failed',
    title: 'the only attempt is killed, and the portal may not read logs',
    makes: async stage => {
      await stage.kubectl(['delete', 'rolebinding', 'spicedb-portal-logs']);
      // An attempt before this one may have come to its end.
      await stage.database.create();
      await whileHeld({})(stage);
      await stage.signal(await migrationRuns(stage), 'SIGKILL');
    },
    takesBack: async stage => {
      await release(stage);
      await stage.kubectl(['apply', '-f', LOGS_ROLE]);
    },
  },
  {
    codes: ['M211'],
    at: 'Migration',
    state: 'ok',
    title: 'the first attempt fails, and the second one succeeds',
    makes: async stage => {
      await stage.kubectl(['delete', 'jobs', '--all', '--wait']);
      await givesAddress(stage, uri => uri.replace(/:[0-9a-f]{24}@/, ':not-the-password@'));
      await again(stage, { backoffLimit: 3 });
      await stage.sees('the first attempt has failed', async () =>
        (await stage.jobs()).some(({ failed }) => failed > 0),
      );
      await givesAddress(stage);
    },
  },
  {
    codes: ['M108'],
    at: 'Migration',
    state: 'failed',
    says: /ahead/,
    title: 'the version goes back in Git, and the database is ahead of it',
    makes: stage => migratesAgain(stage, VALUES, { image: { tag: SPICEDB_BEFORE_SCHEMA_TABLES } }),
  },
];

const byHand = async (stage: Stage, name: string, args: string[]) => {
  await endsOperation(stage);
  await givesAddress(stage);
  await makesJob(stage, { name, more: { args } });
};
export default walk({
  name: 'page-migration-database',
  title: 'The page names what the database has against a migration, and what the migration says itself',
  spicedb: SPICEDB_NEWEST,
  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await opensPage(stage, 'postgres');
    stage.secrets.push(address(stage));
  },
  states,
  async then(stage) {
    await migratesAgain(stage, VALUES);
    await pageOf(stage).shows({ at: 'Migration', state: 'ok' });
    await pageOf(stage).shows({ at: 'Pods', state: 'ok' }, 120_000);
  },
  unmade: 'M207',
});
