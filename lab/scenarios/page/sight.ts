import { kubectl } from '../../argocd.ts';
import { get, KINDS, patch, resource } from '../../kube.ts';
import { givesAddress } from '../../page/acts.ts';
import { tellsCatalog } from '../../page/catalog.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import type { StageName } from '../../page/instance-page.ts';
import { portal } from '../../page/portal.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { METRICS_ROLE, portalToken, READ_ROLE } from '../../portal.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import type { Stage } from '../../stage/stage.ts';

const CLUSTER_ROLE = resource('rbac.authorization.k8s.io/v1', 'ClusterRole');
const NAME = 'spicedb-portal-read';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** Leaves of the role that is shipped what is left of its rules. */
async function changesRules(leave: (rule: Rule) => Rule): Promise<void> {
  const { rules } = (await get(CLUSTER_ROLE, undefined, NAME)) as unknown as { rules: Rule[] };
  const left = rules.map(leave).filter(({ resources }) => resources.length > 0);
  await patch(CLUSTER_ROLE, undefined, NAME, { rules: left });
}

const withdraws = (right: string) =>
  changesRules(rule => ({ ...rule, resources: rule.resources.filter(name => name !== right) }));

const withdrawsVerb = (verb: string) =>
  changesRules(rule => ({ ...rule, verbs: rule.verbs.filter(name => name !== verb) }));

const givesAllBack = () => kubectl(['apply', '-f', READ_ROLE]);
/** Without a reload. */
const heals = (stage: Stage) => pageOf(stage).isWell();

/** The page says what is then not seen, and the rule that would show it. */
const without = (right: string, at: StageName, group = ''): State => ({
  codes: ['V101'],
  at,
  state: at === 'Pods' && right !== 'pods' && right !== 'deployments' ? undefined : 'not known',
  says: new RegExp(
    `may not read ${right}[^]*apiGroups: \\[${
      group || '""'
    }\\][^]*resources: \\[${right}\\]\\s+verbs: \\[get, list, watch\\]`,
  ),
  title: `the portal may not read ${right}`,
  makes: () => withdraws(right),
  takesBack: async stage => {
    await givesAllBack();
    await pageOf(stage).forgets(at, 'V101');
    await heals(stage);
  },
});

const states: State[] = [
  without('pods', 'Pods'),
  without('deployments', 'Pods', 'apps'),
  without('replicasets', 'Pods', 'apps'),
  without('events', 'Pods'),
  without('poddisruptionbudgets', 'Pods', 'policy'),
  without('horizontalpodautoscalers', 'Pods', 'autoscaling'),
  without('jobs', 'Migration', 'batch'),
  without('endpoints', 'Dispatch'),
  without('applications', 'Argo CD', 'argoproj.io'),
  {
    codes: ['V110'],
    at: 'Dispatch',
    state: 'not known',
    says: /pods\/proxy/,
    title: 'the portal may not read metrics through the pod proxy',
    makes: stage => stage.kubectl(['delete', 'rolebinding', 'spicedb-portal-metrics']),
    takesBack: async stage => {
      await stage.kubectl(['apply', '-f', METRICS_ROLE]);
      await heals(stage);
    },
  },
  {
    codes: ['V112'],
    at: 'Argo CD',
    state: 'not known',
    says: /no-such-cluster/,
    title: 'the catalog names a cluster for Argo CD that the portal does not know',
    makes: async stage => {
      await tellsCatalog(stage.name, stage.namespace, 'postgres', {
        'spicedb-portal.io/argocd-cluster': 'no-such-cluster',
      });
      await reopens(stage, /no-such-cluster/);
    },
    takesBack: async stage => {
      await tellsCatalog(stage.name, stage.namespace, 'postgres');
      await reopens(stage, /Everything is well/);
    },
  },
  {
    codes: ['V104'],
    at: 'Pods',
    state: 'not known',
    title: 'the portal gets no connection to the cluster',
    makes: async stage => {
      (await portal()).way.set('refused');
      await pageOf(stage).showsVerdict(/old data/);
      await pageOf(stage).opens();
    },
    takesBack: async stage => {
      (await portal()).way.set('flows');
      await heals(stage);
    },
  },
  {
    codes: ['V105'],
    at: 'Pods',
    state: 'not known',
    title: 'the cluster does not answer',
    makes: async stage => {
      (await portal()).way.set('swallowed');
      await pageOf(stage).showsVerdict(/old data/);
      // Opened anew it knows nothing, and gives the cluster all the time that it may have.
      await pageOf(stage).page.reload();
    },
    takesBack: async stage => {
      (await portal()).way.set('flows');
      await heals(stage);
    },
  },
];

/** The entity is read when the page is opened. */
async function reopens(stage: Stage, until: RegExp): Promise<void> {
  const page = pageOf(stage);
  await stage.sees(
    'the catalog knows the change',
    async () => {
      await page.opens();
      await page.shows({ at: 'Argo CD' }, 5_000);
      return until.test(await page.page.locator('body').innerText());
    },
    60_000,
  );
}

export default walk({
  name: 'page-sight',
  title:
    'Each right that the portal loses is named with the rule that grants it, and given back it heals the page',
  spicedb: SPICEDB_NEWEST,
  // The rights are those of the one portal, and so is its way to the cluster.
  portal: 'disturbs',
  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await givesAddress(stage);
    stage.afterwards(async () => {
      const { signsInWith, way } = await portal();
      signsInWith(await portalToken());
      way.set('flows');
      await givesAllBack();
    });
    await stage.commitInstance(SPICEDB_NEWEST, { config: { datastoreEngine: 'postgres' } });
    await stage.seesSyncedAndHealthy();
    await stage.traffic({ rate: 10, connections: 6 });
    await opensPage(stage, 'postgres');
    await heals(stage);
  },
  states,
  async then(stage) {
    // Without the right to watch the page reads as before, only more.
    await withdrawsVerb('watch');
    await patch(KINDS.deployment, stage.namespace, stage.name, { spec: { paused: true } });
    await pageOf(stage).shows({ at: 'Pods', code: 'P119' });
    await patch(KINDS.deployment, stage.namespace, stage.name, { spec: { paused: null } });
    await heals(stage);
    await givesAllBack();
    const { signsInWith } = await portal();
    signsInWith('a token that nobody gave');
    await pageOf(stage).showsVerdict(/old data/);
    signsInWith(await portalToken());
    await heals(stage);
  },
});
