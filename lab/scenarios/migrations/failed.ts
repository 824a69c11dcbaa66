/** Migrations that fail at an upgrade under traffic: the old pods serve on, and the fix heals it. */
import { SPICEDB_BEFORE_SCHEMA_TABLES, SPICEDB_NEWEST, SPICEDB_NEWEST_HEAD } from '../../pins.ts';
import { sql } from '../../postgres.ts';
import { MIGRATION_NOT_FIRST, NO_PAUSE, OLD_PODS_LEAVE_FIRST } from '../../stage/breaks.ts';
import { newPassword } from '../../stage/database.ts';
import { expect } from '../../stage/expectation.ts';
import type { Values } from '../../stage/instance.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';
import type { PodView } from '../../stage/views.ts';

interface Failure {
  name: string;
  title: string;
  /** What the migration says when it ends. */
  says: RegExp;
  /** What a person got wrong besides the commit. */
  goesWrong?: (stage: Stage) => Promise<unknown>;
  /** What else stands in the commit of the upgrade. */
  commits?: Values;
  isMended: (stage: Stage) => Promise<unknown>;
  /** What shows that nobody waited for the migration: calls fail, unless the commit changes nothing of the pods. */
  because?: string;
}

const config = { datastoreEngine: 'postgres', migrations: { backoffLimit: 0 } };

const weakRole = (stage: Stage) => `${stage.name}-weak`;

/** A role that may log in, and nothing else. */
async function loginAsWeakRole(stage: Stage): Promise<void> {
  const password = newPassword();
  const drop = () => sql(`DROP ROLE IF EXISTS "${weakRole(stage)}";`);
  await drop();
  await sql(`CREATE ROLE "${weakRole(stage)}" LOGIN PASSWORD '${password}';`);
  stage.afterwards(async () => {
    await stage.database.drop();
    await drop();
  });
  await stage.secret({ user: weakRole(stage), password });
}

const namesOf = (pods: PodView[]) =>
  pods
    .map(({ name }) => name)
    .sort()
    .join();

const FAILURES: Failure[] = [
  {
    name: 'wrong-password',
    title: 'the database refuses the password',
    says: /SQLSTATE 28P01/,
    goesWrong: stage => stage.secret({ password: 'not-the-password' }),
    isMended: stage => stage.secret(),
  },
  {
    name: 'unknown-host',
    title: 'nobody knows the host of the database',
    says: /no such host/,
    goesWrong: stage => stage.secret({ host: 'nowhere.databases' }),
    isMended: stage => stage.secret(),
  },
  {
    name: 'no-privilege',
    title: 'the user of the database may not change tables',
    says: /permission denied/,
    goesWrong: loginAsWeakRole,
    isMended: stage => sql(`GRANT "${stage.name}" TO "${weakRole(stage)}";`),
  },
  {
    name: 'unknown-revision',
    title: 'the image is older than the values say, and does not know the revision asked for',
    says: /unable to find migration for revision: populate-schema-tables/,
    because: 'Argo CD tells of the failure',
    commits: {
      image: { tag: SPICEDB_BEFORE_SCHEMA_TABLES, version: SPICEDB_NEWEST },
      config: { ...config, migrations: { ...config.migrations, targetMigration: SPICEDB_NEWEST_HEAD } },
    },
    isMended: stage =>
      stage.commitValues('Name the image of that version', values => ({
        ...values,
        image: { tag: SPICEDB_NEWEST },
      })),
  },
];

const scenarioOf = ({ name, title, says, goesWrong, commits, isMended, because }: Failure): Scenario => ({
  name: `failed-${name}`,
  title: `A migration fails under traffic, as ${title}: the old pods answer every check, and the fix heals it`,
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await stage.secret();
    await stage.commitInstance(SPICEDB_BEFORE_SCHEMA_TABLES, { config });
    await stage.seesSyncedAndHealthy();
    await stage.sees('two old pods are ready', () => stage.readyPods(SPICEDB_BEFORE_SCHEMA_TABLES, 2));
  },

  async when(stage) {
    const old = await stage.pods('server');
    const traffic = await stage.traffic({ rate: 20 });
    await goesWrong?.(stage);
    await stage.commitValues(`Upgrade to SpiceDB ${SPICEDB_NEWEST}`, values => ({
      ...values,
      image: { tag: SPICEDB_NEWEST },
      ...commits,
    }));
    await stage.sees('the migration fails and says why', async () =>
      (await stage.pods('migration')).some(({ messages }) => messages.some(message => says.test(message))),
    );
    expect(traffic.soFar().failed === 0, 'no failed check while the migration fails', traffic.soFar());
    const servers = await stage.pods('server');
    expect(
      servers.every(({ ready }) => ready) && namesOf(servers) === namesOf(old),
      'the old pods alone, and ready',
      servers,
    );
    await stage.sees('Argo CD tells of the failure', async () =>
      /one or more synchronization tasks/.test((await stage.application()).operationState?.message ?? ''),
    );

    await isMended(stage);
    stage.did('mended what was wrong');
    await stage.sees('two new pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2), 300_000);
    await stage.sees('the old pods are gone', async () => (await stage.pods('server')).length === 2);
    const { total, lostWrites } = await traffic.stop();
    expect(total.failed + total.wrong + lostWrites === 0, 'no failed check and no lost write in all', {
      total,
      lostWrites,
    });
  },

  async then(stage) {
    await stage.seesSyncedAndHealthy();
    const revision = await stage.database.revision();
    expect(revision === SPICEDB_NEWEST_HEAD, 'the newest revision in the database', revision);
  },

  break: {
    what: 'pods are replaced together with the migration, the old ones first',
    because: because ?? 'no failed check while the migration fails',
    chart: [MIGRATION_NOT_FIRST, OLD_PODS_LEAVE_FIRST, NO_PAUSE],
  },
});

export const FAILED = FAILURES.map(scenarioOf);
