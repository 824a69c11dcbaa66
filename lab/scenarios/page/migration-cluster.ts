import { apply, KINDS, patch, remove, resource } from '../../kube.ts';
import { changesApplication, givesAddress, givesUpAtOnce, migratesAgain } from '../../page/acts.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import type { Values } from '../../stage/instance.ts';
import type { Stage } from '../../stage/stage.ts';

const QUOTA = resource('v1', 'ResourceQuota');
const LIMITS = resource('v1', 'LimitRange');

const VALUES = {
  image: { tag: SPICEDB_NEWEST },
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '512Mi' } },
  config: { datastoreEngine: 'postgres', replicas: 1, migrations: { backoffLimit: 0 } },
};

const having =
  (more: Values = {}) =>
  (stage: Stage) =>
    migratesAgain(stage, VALUES, more);
const migrating = (migrations: object) => having({ config: { migrations } });

const named = (stage: Stage, name: string) => ({ name, namespace: stage.namespace });

const states: State[] = [
  {
    codes: ['M208'],
    at: 'Migration',
    state: 'failed',
    says: /serviceaccount "nobody" not found/,
    title: 'the migration is to run under a ServiceAccount that does not exist',
    makes: async stage => {
      await stage.commitInstance(SPICEDB_NEWEST, VALUES);
      await givesUpAtOnce(stage);
      await migrating({ serviceAccountName: 'nobody' })(stage);
    },
  },
  {
    codes: ['M201'],
    at: 'Migration',
    state: 'failed',
    says: /ErrImagePull|ImagePullBackOff/,
    title: 'the image cannot be pulled',
    makes: having({ image: { tag: 'v1.56.0-misspelt', version: SPICEDB_NEWEST } }),
  },
  {
    codes: ['M202'],
    at: 'Migration',
    state: 'failed',
    says: /OOMKilled/,
    title: 'the memory limit is too small',
    makes: migrating({
      // Slowly enough that the runtime already watches the memory when it runs out: else it tells of no more than 137.
      resources: { requests: { memory: '8Mi', cpu: '10m' }, limits: { memory: '10Mi', cpu: '20m' } },
    }),
  },
  {
    codes: ['M203'],
    at: 'Migration',
    state: 'failed',
    says: /exceeded quota/,
    title: 'the quota of the namespace is used up',
    makes: async stage => {
      await apply(QUOTA, { metadata: named(stage, 'no-pods'), spec: { hard: { pods: '0' } } });
      await having()(stage);
    },
    takesBack: stage => remove(QUOTA, stage.namespace, 'no-pods'),
  },
  {
    codes: ['M209'],
    at: 'Migration',
    state: 'failed',
    says: /maximum memory usage/,
    title: 'a policy of the namespace refuses the pod',
    makes: async stage => {
      const limits = [{ type: 'Container', max: { memory: '32Mi' } }];
      await apply(LIMITS, { metadata: named(stage, 'small-only'), spec: { limits } });
      await having()(stage);
    },
    takesBack: stage => remove(LIMITS, stage.namespace, 'small-only'),
  },
  {
    codes: ['M213'],
    at: 'Migration',
    state: 'failed',
    title: 'the container may not start as the user that is asked for',
    makes: having({ podSecurityContext: { runAsNonRoot: true, runAsUser: 0 } }),
  },
  {
    codes: ['M217'],
    at: 'Migration',
    state: 'failed',
    says: /FailedMount/,
    title: 'the Secret with the CA of the database is not there',
    makes: having({ config: { datastore: { tls: { secretName: 'no-such-secret' } } } }),
  },
  {
    codes: ['M204'],
    at: 'Migration',
    state: 'failed',
    says: /node affinity|didn't match/,
    title: 'no node has the label that the migration asks for',
    makes: having({ nodeSelector: { disk: 'fast' } }),
  },
  {
    codes: ['M212'],
    at: 'Migration',
    state: 'needs attention',
    title: 'somebody has suspended the Job',
    makes: async stage => {
      // Those of earlier commits wait until a sync ends well.
      const [newest] = (await stage.jobs()).sort((a, b) => b.made.localeCompare(a.made));
      await patch(KINDS.job, stage.namespace, newest?.name ?? '', { spec: { suspend: true } });
    },
  },
  {
    codes: ['A107'],
    at: 'Argo CD',
    title: 'the failed Job of an earlier commit was not pruned',
    makes: async stage => {
      await stage.kubectl(['delete', 'jobs', '--all', '--wait']);
      await changesApplication(stage, { spec: { syncPolicy: { automated: { prune: false } } } });
      await givesAddress(stage, uri => uri.replace(/:[0-9a-f]{24}@/, ':not-the-password@'));
      await having()(stage);
      await stage.sees('the migration has failed', async () =>
        (await stage.jobs()).some(({ ended }) => ended === 'Failed'),
      );
      await givesAddress(stage);
      await having()(stage);
    },
    takesBack: stage => changesApplication(stage, { spec: { syncPolicy: { automated: { prune: true } } } }),
  },
];

export default walk({
  name: 'page-migration-cluster',
  title: 'The page names what the cluster has against a migration',
  spicedb: SPICEDB_NEWEST,
  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await givesAddress(stage);
    await opensPage(stage, 'postgres');
  },
  states,
  async then(stage) {
    await having()(stage);
    await pageOf(stage).shows({ at: 'Migration', state: 'ok' });
    await pageOf(stage).shows({ at: 'Pods', state: 'ok' });
    await pageOf(stage).shows({ at: 'Argo CD', state: 'ok' });
  },
  unmade: 'M201',
});
