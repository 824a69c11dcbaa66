import { givenDatabase, givenRelease, onPostgres } from '../../chart/given.ts';
import { objectsIn } from '../../chart/leftovers.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Values } from '../../stage/instance.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

/** Everything that the chart can make without kinds that the lab does not have. */
const WITH_ALL: Values = {
  ...onPostgres(2, { http: { enabled: true } }),
  autoscaling: { enabled: true },
  networkPolicy: { enabled: true },
  ingress: { enabled: true, grpcHost: 'grpc.example.com', httpHost: 'http.example.com' },
  monitoring: {
    enabled: true,
    serviceMonitor: { enabled: false },
    prometheusRule: { enabled: false },
    dashboard: { enabled: true },
  },
};

/** What a release leaves in the namespace that was not there before it. */
async function leftBy(stage: Stage, values: Values, promised: (name: string) => boolean): Promise<string[]> {
  const before = await objectsIn(stage.namespace);
  await givenRelease(stage, values);
  const made = (await objectsIn(stage.namespace)).filter(name => !before.includes(name));
  stage.did(`the release made ${made.length} objects`);
  expect(made.length > 10, 'a release of many objects', made);
  const { ok, output } = await stage.helm.uninstall({ wait: true, timeout: '60s' });
  expect(ok, 'helm uninstalls the release', output);
  return stage.sees('nothing is left but what the chart promises to leave', async () => {
    const left = (await objectsIn(stage.namespace)).filter(name => !before.includes(name));
    if (left.every(promised)) return left;
    throw new Error(left.join(', '));
  });
}

export default {
  name: 'uninstall',
  title:
    'helm uninstall leaves nothing; with the hook strategy the Job of the last migration, as the notes say',
  spicedb: SPICEDB_NEWEST,

  given: givenDatabase,

  async when(stage) {
    const left = await leftBy(stage, WITH_ALL, () => false);
    expect(left.length === 0, 'nothing left', left);
  },

  async then(stage) {
    const job = `jobs/${stage.name}-migrate`;
    const pod = `pods/${stage.name}-migrate-`;
    const hook = onPostgres(2, { migrations: { strategy: 'hook' } });
    const left = await leftBy(stage, hook, name => name === job || name.startsWith(pod));
    expect(left.includes(job), 'the Job of the last migration, which the notes say how to delete', left);
  },

  break: {
    what: 'the Role is kept when the release goes',
    because: 'nothing is left but what the chart promises to leave',
    patience: 20,
    chart: [
      {
        file: 'templates/access/role.yaml',
        find: '"argocd.argoproj.io/sync-wave" "-2"',
        put: '"argocd.argoproj.io/sync-wave" "-2" "helm.sh/resource-policy" "keep"',
      },
    ],
  },
} satisfies Scenario;
