import { apply, get, KINDS, patch, remove, resource } from '../../kube.ts';
import { changesApplication, commits, givesAddress, givesSecret } from '../../page/acts.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { PAUSE_IMAGE, SPICEDB_NEWEST } from '../../pins.ts';
import { sql } from '../../postgres.ts';
import { newPassword } from '../../stage/database.ts';
import type { Values } from '../../stage/instance.ts';
import type { Stage } from '../../stage/stage.ts';

const BUDGET = resource('policy/v1', 'PodDisruptionBudget');
const AUTOSCALER = resource('autoscaling/v2', 'HorizontalPodAutoscaler');
const SIZE = 3;
const DISPATCH_PORT = 50_053;

const VALUES = {
  image: { tag: SPICEDB_NEWEST },
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '512Mi' } },
  config: { datastoreEngine: 'postgres', replicas: SIZE },
  workload: { maxSurge: SIZE },
  podDisruptionBudget: { enabled: false },
};

const ringServes = (stage: Stage) =>
  stage.sees('three pods serve, and no others are left', async () => {
    const pods = await stage.pods('server');
    return pods.length === SIZE && pods.every(({ ready, leaving }) => ready && !leaving) && pods;
  });

let changes = 0;
/** A change that replaces all pods. */
const having =
  (title: string, more: Values = {}) =>
  async (stage: Stage) => {
    changes += 1;
    const anew = { workload: { ...VALUES.workload, rolloutToken: String(changes) } };
    await commits(stage, title, VALUES, { ...more, ...anew });
    await stage.seesSyncedAndHealthy();
    await ringServes(stage);
  };
const mended = having('As before');

const labelled = (stage: Stage, name: string) => ({
  name,
  namespace: stage.namespace,
  labels: { 'backstage.io/kubernetes-id': stage.name },
});

const service = (stage: Stage) => `${stage.name}-dispatch`;
const podOf = async (stage: Stage, name: string) =>
  (await get(KINDS.pod, stage.namespace, name)) as unknown as { status: { podIP?: string } };

interface Member {
  ip: string;
  targetRef?: { kind: 'Pod'; name: string; namespace: string };
}

const members = async (stage: Stage): Promise<Member[]> =>
  (await ringServes(stage)).map(({ name, address = '' }) => ({
    ip: address,
    targetRef: { kind: 'Pod', name, namespace: stage.namespace },
  }));

/** Somebody writes the list of the ring by hand: its Service selects nobody any more. */
async function listsByHand(stage: Stage, addresses: Member[], port = DISPATCH_PORT): Promise<void> {
  await changesApplication(stage, { spec: { syncPolicy: { automated: null } } });
  await patch(KINDS.service, stage.namespace, service(stage), { spec: { selector: null } });
  await patch(KINDS.endpoints, stage.namespace, service(stage), {
    subsets: addresses.length ? [{ addresses, ports: [{ name: 'dispatch', port, protocol: 'TCP' }] }] : [],
  });
}

/** Argo CD puts the Service right again, and Kubernetes the list. */
async function listsAgain(stage: Stage): Promise<void> {
  await changesApplication(stage, { spec: { syncPolicy: { automated: { prune: true, selfHeal: true } } } });
  await stage.refresh();
  await stage.sees('the list of the ring is right', async () => {
    const listed = new Set(await stage.endpointAddresses());
    return listed.size === SIZE && (await members(stage)).every(({ ip }) => listed.has(ip));
  });
}

async function listsAsBefore(stage: Stage): Promise<void> {
  await listsAgain(stage);
  await isWhole(stage);
}

const isWhole = (stage: Stage) => pageOf(stage).shows({ at: 'Dispatch', state: 'ok' });

const states: State[] = [
  {
    codes: ['D110', 'P114'],
    at: 'Dispatch',
    title: 'nobody calls, and all pods are on the one node',
    makes: async stage => {
      await stage.commitInstance(SPICEDB_NEWEST, VALUES);
      await stage.seesSyncedAndHealthy();
      await ringServes(stage);
    },
    takesBack: async stage => {
      await stage.traffic({ rate: 30, connections: 9 });
      await pageOf(stage).isWell();
    },
  },
  {
    codes: ['P112'],
    at: 'Pods',
    title: 'the disruption budget lets no pod go',
    makes: stage =>
      apply(BUDGET, {
        metadata: labelled(stage, 'nobody-goes'),
        spec: {
          maxUnavailable: 0,
          selector: {
            matchLabels: {
              'backstage.io/kubernetes-id': stage.name,
              'app.kubernetes.io/component': 'server',
            },
          },
        },
      }),
    takesBack: stage => remove(BUDGET, stage.namespace, 'nobody-goes'),
  },
  {
    codes: ['P113'],
    at: 'Pods',
    says: /FailedGetResourceMetric|unable to get metrics/,
    title: 'the autoscaler gets no figures',
    makes: stage =>
      apply(AUTOSCALER, {
        metadata: labelled(stage, 'without-figures'),
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: stage.name },
          minReplicas: SIZE,
          maxReplicas: SIZE + 1,
          metrics: [
            {
              type: 'Resource',
              resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
            },
          ],
        },
      }),
    takesBack: stage => remove(AUTOSCALER, stage.namespace, 'without-figures'),
  },
  {
    codes: ['D112', 'D106'],
    at: 'Dispatch',
    state: 'failed',
    title: 'the list of the ring names an address at which nobody lives',
    makes: async stage => listsByHand(stage, [...(await members(stage)), { ip: '10.244.0.253' }]),
    takesBack: listsAsBefore,
  },
  {
    codes: ['D111', 'D107'],
    at: 'Dispatch',
    title: 'one ready pod is missing in the list',
    makes: async stage => listsByHand(stage, (await members(stage)).slice(1)),
    takesBack: listsAsBefore,
  },
  {
    codes: ['D113'],
    at: 'Dispatch',
    state: 'failed',
    title: 'the list of the ring names a pod that does not serve',
    makes: async stage => {
      const name = 'beside';
      await apply(KINDS.pod, {
        metadata: {
          name,
          namespace: stage.namespace,
          labels: { 'backstage.io/kubernetes-id': stage.name, 'app.kubernetes.io/component': 'other' },
        },
        spec: { containers: [{ name, image: PAUSE_IMAGE }] },
      });
      const ip = await stage.sees('the other pod has an address', async () => {
        const { status } = await podOf(stage, name);
        return status.podIP;
      });
      const other: Member = { ip, targetRef: { kind: 'Pod', name, namespace: stage.namespace } };
      await listsByHand(stage, [...(await members(stage)), other]);
    },
    takesBack: async stage => {
      await remove(KINDS.pod, stage.namespace, 'beside');
      await listsAsBefore(stage);
    },
  },
  {
    codes: ['D108'],
    at: 'Dispatch',
    state: 'failed',
    title: 'the port between the pods is closed',
    makes: async stage => listsByHand(stage, await members(stage), DISPATCH_PORT + 900),
    takesBack: async stage => {
      await listsAgain(stage);
      // SpiceDB does not take up the right port for as long as it lives: its calls go on to fail.
      await mended(stage);
      await isWhole(stage);
    },
  },
  {
    codes: ['D105'],
    at: 'Dispatch',
    state: 'failed',
    title: 'the database throws out the pods, which go on saying that they are ready',
    makes: stage =>
      sql(
        `ALTER DATABASE "${stage.name}" ALLOW_CONNECTIONS false;
         SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${stage.name}';`,
      ),
    takesBack: async stage => {
      await sql(`ALTER DATABASE "${stage.name}" ALLOW_CONNECTIONS true;`);
      await isWhole(stage);
    },
  },
  {
    codes: ['D104'],
    at: 'Dispatch',
    state: 'failed',
    title: 'the key was changed, and only one pod has been restarted since',
    makes: async stage => {
      const key = newPassword();
      await givesSecret(stage, {
        preshared_key: `${key},${stage.presharedKey}`,
        datastore_uri: stage.database.uri(),
      });
      const [first] = await ringServes(stage);
      await remove(KINDS.pod, stage.namespace, first?.name ?? '');
      await ringServes(stage);
    },
    takesBack: async stage => {
      await givesAddress(stage);
      await mended(stage);
      await isWhole(stage);
    },
  },
  {
    codes: ['D103'],
    at: 'Dispatch',
    state: 'failed',
    title: 'the pods may not watch the list of the ring',
    makes: having('No right to the list of the ring', { rbac: { create: false } }),
  },
  {
    codes: ['D102'],
    at: 'Dispatch',
    state: 'failed',
    title: 'pods send work to each other, and none takes it',
    makes: having('No dispatch server', { extraArgs: ['--dispatch-cluster-enabled=false'] }),
  },
  {
    codes: ['D109'],
    at: 'Dispatch',
    state: 'needs attention',
    title: 'pods take work, and none sends any',
    makes: having('No peers', { extraArgs: ['--dispatch-upstream-addr='] }),
  },
  {
    codes: ['D101', 'D114'],
    at: 'Dispatch',
    title: 'dispatch is off, though the catalog names its list',
    makes: having('No dispatch', { config: { ...VALUES.config, dispatch: { enabled: false } } }),
    takesBack: mended,
  },
];

export default walk({
  name: 'page-ring',
  title: 'The page names what is wrong between the pods, though every pod says that it is ready',
  spicedb: SPICEDB_NEWEST,
  async given(stage) {
    await stage.emptyNamespace();
    await stage.emptyDatabase();
    await givesAddress(stage);
    await opensPage(stage, 'postgres');
  },
  states,
  then: stage => pageOf(stage).isWell(),
  unmade: 'P112',
});
