import {
  alterRole,
  endsOperation,
  givesAddress,
  givesUpAtOnce,
  makesJob,
  migratesAgain,
} from '../../page/acts.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { LOGS_ROLE } from '../../portal.ts';
import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST } from '../../pins.ts';
import { FIRST_TABLE } from '../../stage/database.ts';
import type { Stage } from '../../stage/stage.ts';

const VALUES = {
  image: { tag: SPICEDB_NEWEST },
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  config: { datastoreEngine: 'postgres', replicas: 1, migrations: { backoffLimit: 0 } },
};
const again = (stage: Stage, migrations: object = {}) =>
  migratesAgain(stage, VALUES, { config: { migrations } });

const held = new WeakMap<Stage, () => Promise<void>>();
const holds = async (stage: Stage) => void held.set(stage, await stage.database.holdTable(FIRST_TABLE));
const release = async (stage: Stage) => held.get(stage)?.();
/** The migration waits for another session, with these settings. */
const whileHeld = (migrations: object) => async (stage: Stage) => {
  await holds(stage);
  await again(stage, migrations);
};

const jobNames = async (stage: Stage) => (await stage.jobs()).map(({ name }) => name);

/** A migration that waits is killed. */
async function killed(stage: Stage, migrations: object): Promise<void> {
  const before = await jobNames(stage);
  await again(stage, migrations);
  const running = await stage.sees('the migration runs', async () =>
    (
      await stage.pods('migration')
    ).find(({ name, ready }) => ready && !before.some(job => name.startsWith(`${job}-`))),
  );
  await stage.signal(running, 'SIGKILL');
}

const byHand = async (stage: Stage, name: string, args: string[], more: object = {}) => {
  await endsOperation(stage);
  await makesJob(stage, { name, more: { args, ...more } });
};

const states: State[] = [
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
      await holds(stage);
      await killed(stage, { backoffLimit: 3 });
    },
  },
  {
    codes: ['M210'],
    at: 'Migration',
    state: 'failed',
    title: 'the only attempt is killed',
    makes: stage => killed(stage, {}),
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
    codes: ['V109'],
    at: 'Migration',
    state: 'failed',
    title:
      'a Job that the chart did not make fails with a word in its log only, and the portal may not read logs',
    makes: async stage => {
      await stage.kubectl(['delete', 'rolebinding', 'spicedb-portal-logs']);
      await byHand(stage, 'words-in-the-log', ['datastore', 'migrate', 'no-such-revision'], {
        terminationMessagePolicy: 'File',
      });
    },
    takesBack: stage => stage.kubectl(['apply', '-f', LOGS_ROLE]),
  },
  {
    codes: ['M211'],
    at: 'Migration',
    state: 'ok',
    title: 'the first attempt fails, and the second one succeeds',
    makes: async stage => {
      const before = await jobNames(stage);
      await givesAddress(stage, uri => uri.replace(/:[0-9a-f]{24}@/, ':not-the-password@'));
      await again(stage, { backoffLimit: 3 });
      await stage.sees('the first attempt has failed', async () =>
        (await stage.jobs()).some(({ name, failed }) => !before.includes(name) && failed > 0),
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

export default walk({
  name: 'page-migration-attempts',
  title:
    'The page tells how attempts at a migration end: by a lock, a limit, a kill, or what they were asked for',
  spicedb: SPICEDB_NEWEST,
  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await opensPage(stage, 'postgres');
    await stage.commitInstance(SPICEDB_NEWEST, VALUES);
    await givesUpAtOnce(stage);
    await pageOf(stage).shows({ at: 'Migration', code: 'M206' });
    await givesAddress(stage);
  },
  states,
  async then(stage) {
    await migratesAgain(stage, VALUES);
    await pageOf(stage).shows({ at: 'Migration', state: 'ok' });
    await pageOf(stage).shows({ at: 'Pods', state: 'ok' });
  },
});
