import { associateRole } from '../../aws/association.ts';
import type { Association } from '../../aws/association.ts';
import { allAnswered } from '../../chart/calls.ts';
import { onPostgres } from '../../chart/given.ts';
import { apply, KINDS } from '../../kube.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import { secretOf } from '../../stage/instance.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

const associations = new WeakMap<Stage, Association>();

function associationOf(stage: Stage): Association {
  const association = associations.get(stage);
  if (!association) throw new Error('the role is associated before the release is made');
  return association;
}

export default {
  name: 'rds-iam',
  title:
    'Migration and pods ask the credentials endpoint of Pod Identity, and log in to the database with IAM alone',
  spicedb: SPICEDB_NEWEST,

  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    // No password anywhere: the Secret holds the key of the API, and nothing of the database.
    await apply(KINDS.secret, {
      metadata: { name: secretOf(stage.name), namespace: stage.namespace },
      stringData: { preshared_key: stage.presharedKey },
    });
    associations.set(stage, await associateRole(stage, stage.name));
  },

  async when(stage) {
    const { rds, region, authoritySecret, asked, logins } = associationOf(stage);
    const values = {
      ...onPostgres(2, { datastore: { tls: { secretName: authoritySecret } } }),
      aws: { region, podIdentity: { enabled: true }, rds },
    };
    const { ok, output } = await stage.helm.install(SPICEDB_NEWEST, values, { wait: false });
    expect(ok, 'helm makes the release', output);
    await stage.sees(
      'the migration asks for credentials as the account of the pods',
      async () => asked.some(({ pod, granted }) => granted && pod.includes('-migrate-')),
      60_000,
    );
    await stage.sees('it logs in with them', async () => logins.some(({ refused }) => !refused), 30_000);
    await stage.sees('two pods are ready', () => stage.readyPods(SPICEDB_NEWEST, 2));
  },

  async then(stage) {
    const { asked, logins } = associationOf(stage);
    for (const { name } of await stage.pods('server')) {
      expect(
        asked.some(({ pod, granted }) => granted && pod === name),
        `pod ${name} to have asked for credentials`,
        asked,
      );
    }
    const traffic = await stage.traffic({ rate: 20, connections: 9 });
    await stage.sees('calls are answered', async () => allAnswered(traffic), 60_000);
    const { lostWrites } = await traffic.stop();
    expect(lostWrites === 0, 'no lost write', lostWrites);
    const refused = logins.filter(login => login.refused);
    expect(refused.length === 0 && logins.length > 5, 'no login refused', refused);
    stage.did(`${asked.length} times credentials were asked for, and ${logins.length} logins were let in`);
  },

  break: {
    what: 'the migration runs as the account of the namespace, which no role is associated with',
    because: 'the migration asks for credentials as the account of the pods',
    patience: 30,
    chart: [
      {
        file: 'templates/_migration.tpl',
        find: '{{- else if include "spicedb.usesCloudIdentity" . -}}',
        put: '{{- else if false -}}',
      },
    ],
  },
} satisfies Scenario;
