import {
  alterRole,
  commits,
  givesAddress,
  givesUpAtOnce,
  migratesAgain,
  nobody,
  toHost,
} from '../../page/acts.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { NODE_ADDRESS } from '../../enclosure.ts';
import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST } from '../../pins.ts';
import type { Stage } from '../../stage/stage.ts';

const VALUES = {
  image: { tag: SPICEDB_NEWEST },
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '512Mi' } },
  config: { datastoreEngine: 'postgres', replicas: 1 },
};

const restarts = (stage: Stage) =>
  stage.kubectl(['delete', 'pods', '-l', 'app.kubernetes.io/component=server', '--wait=false']);

const withAddress = (change?: (uri: string) => string) => async (stage: Stage) => {
  await givesAddress(stage, change);
  await restarts(stage);
};
const withDatabase = (change: (stage: Stage) => Promise<unknown>) => async (stage: Stage) => {
  await change(stage);
  await withAddress()(stage);
};
const atRevision = (revision: string) =>
  withDatabase(stage => stage.database.sql(`UPDATE alembic_version SET version_num = '${revision}';`));

/** Not "ok": that it was restarted lately needs a look for a while. */
const serves = (stage: Stage) => pageOf(stage).shows({ at: 'Pods', headline: /1 of 1 ready/ });

const failed = { at: 'Pods', state: 'failed' } as const;

const states: State[] = [
  {
    ...failed,
    codes: ['P204'],
    says: /28P01/,
    title: 'the password was changed, and the pods were restarted',
    makes: withAddress(uri => uri.replace(/:[0-9a-f]{24}@/, ':not-the-password@')),
  },
  {
    ...failed,
    codes: ['P201'],
    says: /no such host/,
    title: 'the host of the database is misspelt',
    makes: withAddress(toHost('postgers.databases:5432')),
  },
  {
    ...failed,
    codes: ['P202'],
    says: /connection refused/,
    title: 'nothing listens on the port',
    makes: withAddress(toHost(`${NODE_ADDRESS}:5433`)),
  },
  {
    ...failed,
    codes: ['P203'],
    says: /3D000/,
    title: 'there is no database of that name',
    makes: withAddress(uri => uri.replace(/\/([^/?]+)\?/, '/$1-misspelt?')),
  },
  {
    ...failed,
    codes: ['P206'],
    says: /server refused TLS connection/,
    title: 'the address demands TLS, and the database speaks none',
    makes: withAddress(uri => uri.replace('sslmode=disable', 'sslmode=require')),
  },
  {
    ...failed,
    codes: ['P207'],
    title: 'the address is no URI',
    makes: withAddress(uri => uri.replace(':5432', ':fifty')),
  },
  {
    ...failed,
    codes: ['P208'],
    says: /no route to host|i\/o timeout/,
    title: 'packets to the database get no answer',
    makes: withAddress(toHost(nobody)),
  },
  {
    ...failed,
    codes: ['P209'],
    says: /53300/,
    title: 'the database has no connection left for the user',
    makes: withDatabase(stage => alterRole(stage, 'CONNECTION LIMIT 0')),
    takesBack: stage => alterRole(stage, 'CONNECTION LIMIT -1'),
  },
  {
    at: 'Pods',
    codes: ['P221'],
    says: /ahead/,
    title: 'an older version is rolled out, and the database is ahead of it',
    makes: async stage => {
      await givesAddress(stage);
      const older = { tag: SPICEDB_BEFORE_SCHEMA_TABLES };
      await commits(stage, 'Back', VALUES, { image: older, config: { migrations: { enabled: false } } });
    },
    takesBack: async stage => {
      await commits(stage, 'And forward', VALUES);
      await serves(stage);
    },
  },
  {
    ...failed,
    codes: ['P222'],
    says: /from-elsewhere/,
    title: 'the database stands at a revision that the portal does not know',
    makes: atRevision('from-elsewhere'),
  },
  {
    ...failed,
    codes: ['P220'],
    says: /behind/,
    title: 'the database stands at a revision from before the last migration',
    makes: atRevision('add-index-for-transaction-gc'),
  },
  {
    ...failed,
    codes: ['P223'],
    title: 'the database is empty, and nobody migrates it',
    makes: withDatabase(stage => stage.database.create()),
  },
];

export default walk({
  name: 'page-pods-database',
  title: 'The page names what the database has against pods that serve, and which revision does not fit',
  spicedb: SPICEDB_NEWEST,
  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await givesAddress(stage);
    await opensPage(stage, 'postgres');
    await stage.commitInstance(SPICEDB_NEWEST, VALUES);
    await givesUpAtOnce(stage);
    await pageOf(stage).shows({ at: 'Pods', state: 'ok' });
  },
  states,
  async then(stage) {
    await migratesAgain(stage, VALUES);
    await serves(stage);
  },
});
