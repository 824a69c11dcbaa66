import {
  address,
  alterRole,
  givesAddress,
  givesSecret,
  givesUpAtOnce,
  migratesAgain,
  nobody,
  toHost,
  withParameter,
} from '../../page/acts.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { NODE_ADDRESS } from '../../enclosure.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { FIRST_TABLE } from '../../stage/database.ts';
import type { Stage } from '../../stage/stage.ts';

const VALUES = {
  image: { tag: SPICEDB_NEWEST },
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  config: { datastoreEngine: 'postgres', replicas: 1, migrations: { backoffLimit: 0 } },
};

/** A wrong address in the Secret, and a new commit so that the migration tries it. */
const withAddress = (change: (uri: string) => string) => async (stage: Stage) => {
  await givesAddress(stage, change);
  await migratesAgain(stage, VALUES);
};

/** The right address, while the role or the database refuses something. */
const withDatabase = (refuse: (stage: Stage) => Promise<unknown>) => async (stage: Stage) => {
  await refuse(stage);
  await givesAddress(stage);
  await migratesAgain(stage, VALUES);
};

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
      await migratesAgain(stage, VALUES);
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
    makes: withDatabase(stage => stage.database.sql(`CREATE TABLE ${FIRST_TABLE} (made int);`)),
    takesBack: stage => stage.database.sql(`DROP TABLE ${FIRST_TABLE};`),
  },
];

export default walk({
  name: 'page-migration-database',
  title: 'The page names what the database has against a migration',
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
    await pageOf(stage).shows({ at: 'Pods', state: 'ok' });
  },
  unmade: 'M207',
});
