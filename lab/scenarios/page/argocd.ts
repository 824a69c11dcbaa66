import { ARGOCD_NAMESPACE } from '../../argocd.ts';
import { apply, get, KINDS, patch, remove } from '../../kube.ts';
import { changesApplication, commits, endsOperation, givesSecret } from '../../page/acts.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import { applicationOf } from '../../stage/instance.ts';
import type { Values } from '../../stage/instance.ts';
import type { Stage } from '../../stage/stage.ts';

const VALUES = {
  image: { tag: SPICEDB_NEWEST },
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } },
  config: { datastoreEngine: 'memory' },
  podDisruptionBudget: { enabled: false },
};

const having =
  (title: string, more: Values = {}) =>
  (stage: Stage) =>
    commits(stage, title, VALUES, more);
const mended = having('As before');

const written = (stage: Stage) => applicationOf(stage.name, stage.namespace, stage.repository.url).spec;
const says = (spec: object) => (stage: Stage) => changesApplication(stage, { spec });
const asWritten = (stage: Stage) => changesApplication(stage, { spec: written(stage) });

/** The chart's source with another branch or path. */
const chartFrom = (other: object) => (stage: Stage) => {
  const [chart, ...rest] = written(stage).sources;
  return changesApplication(stage, { spec: { sources: [{ ...chart, ...other }, ...rest] } });
};

/** An object that the API server does not take. */
const REFUSED = {
  extraObjects: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'refused' },
      spec: { ports: [{ port: 70_000 }] },
    },
  ],
};

/** Keeps the Application until somebody has looked at it. */
const HOLDS = 'lab.example.com/stays';

const twinOf = (stage: Stage) => `${stage.name}-twin`;

const states: State[] = [
  {
    codes: ['A101'],
    at: 'Argo CD',
    title: 'the catalog knows the instance before Argo CD does',
    already: true,
    makes: async () => {},
    takesBack: async stage => {
      await stage.commitInstance(SPICEDB_NEWEST, VALUES);
      await pageOf(stage).isWell();
    },
  },
  {
    codes: ['G101'],
    at: 'Git',
    state: 'failed',
    says: /no-such-branch/,
    title: 'the Application names a branch that does not exist',
    makes: chartFrom({ targetRevision: 'no-such-branch' }),
    takesBack: asWritten,
  },
  {
    codes: ['G102'],
    at: 'Git',
    state: 'failed',
    says: /memory/,
    title: 'the chart refuses the values of a commit',
    makes: having('Three pods of the memory engine', { config: { replicas: 3 } }),
    takesBack: mended,
  },
  {
    codes: ['A109'],
    at: 'Argo CD',
    state: 'failed',
    says: /InvalidSpecError/,
    title: 'the Application names a project that does not exist',
    makes: says({ project: 'no-such-project' }),
    takesBack: asWritten,
  },
  {
    codes: ['A113'],
    at: 'Argo CD',
    title: 'an object that no stage shows is degraded',
    makes: having('A pod beside the instance', {
      extraObjects: [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'beside' },
          spec: { containers: [{ name: 'beside', image: 'registry.example.com/no-such-image:1' }] },
        },
      ],
    }),
    takesBack: mended,
  },
  {
    codes: ['A111', 'A103'],
    at: 'Argo CD',
    says: /70000|65535/,
    title: 'the API server refuses an object, and Argo CD tries again',
    makes: async stage => {
      const backoff = { duration: '5m', factor: 1, maxDuration: '10m' };
      await says({ syncPolicy: { retry: { limit: 5, refresh: false, backoff } } })(stage);
      await having('A port that cannot be', REFUSED)(stage);
    },
  },
  {
    codes: ['A104'],
    at: 'Argo CD',
    title: 'a newer commit waits behind the retries of the old one',
    makes: having('More words in the log', { ...REFUSED, config: { logLevel: 'debug' } }),
  },
  {
    codes: ['A102'],
    at: 'Argo CD',
    title: 'the last try has failed, and Argo CD gives up',
    makes: async stage => {
      await says({ syncPolicy: { retry: { limit: 0 } } })(stage);
      await endsOperation(stage);
      await having('Fewer words in the log', { ...REFUSED, config: { logLevel: 'warn' } })(stage);
    },
    takesBack: async stage => {
      await asWritten(stage);
      await mended(stage);
      await stage.seesSyncedAndHealthy();
    },
  },
  {
    codes: ['A106'],
    at: 'Argo CD',
    title: 'automated sync is off, and Git says something else',
    makes: async stage => {
      await says({ syncPolicy: { automated: null } })(stage);
      await having('More words in the log', { config: { logLevel: 'debug' } })(stage);
    },
  },
  {
    codes: ['A114'],
    at: 'Argo CD',
    says: /twin/,
    title: 'a second Application claims the same objects',
    makes: async stage => {
      const spec = written(stage);
      await apply(KINDS.application, {
        metadata: { name: twinOf(stage), namespace: ARGOCD_NAMESPACE },
        spec: { ...spec, syncPolicy: {} },
        operation: { sync: {}, initiatedBy: { username: 'somebody' } },
      });
      await stage.sees('the second Application has synced', async () => {
        const { status } = await get(KINDS.application, ARGOCD_NAMESPACE, twinOf(stage));
        return (status as { operationState?: { phase?: string } })?.operationState?.phase === 'Succeeded';
      });
      await stage.refresh();
    },
    takesBack: stage => remove(KINDS.application, ARGOCD_NAMESPACE, twinOf(stage)),
  },
  {
    codes: ['A108'],
    at: 'Argo CD',
    state: 'failed',
    says: /namespace somewhere-else/,
    title: 'the Application delivers into another namespace than the catalog says',
    makes: says({ destination: { namespace: 'somewhere-else' } }),
    takesBack: asWritten,
  },
  {
    codes: ['A112'],
    at: 'Argo CD',
    title: 'the Application is being removed',
    makes: async stage => {
      await changesApplication(stage, {
        metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io', HOLDS] },
      });
      await remove(KINDS.application, ARGOCD_NAMESPACE, stage.name);
    },
    takesBack: async stage => {
      await stage.sees('Argo CD has removed the objects', async () => {
        const { metadata } = await get(KINDS.application, ARGOCD_NAMESPACE, stage.name);
        return (metadata as { finalizers?: string[] }).finalizers?.join() === HOLDS;
      });
      await patch(KINDS.application, ARGOCD_NAMESPACE, stage.name, { metadata: { finalizers: null } });
      // The second Application has marked the objects as its own, so they are left.
      await pageOf(stage).shows({ at: 'Argo CD', code: 'A101', headline: /Waits for the Application/ });
    },
  },
];

export default walk({
  name: 'page-argocd',
  title: 'The page names what Argo CD has against a commit, and what is wrong with the Application itself',
  spicedb: SPICEDB_NEWEST,
  async given(stage) {
    await stage.emptyNamespace();
    await givesSecret(stage, { preshared_key: stage.presharedKey });
    stage.afterwards(() => remove(KINDS.application, ARGOCD_NAMESPACE, twinOf(stage)));
    await opensPage(stage, 'memory', { 'spicedb-portal.io/service': undefined });
  },
  states,
  unmade: 'G101',
});
