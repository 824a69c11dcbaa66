import { apply, get, KINDS, remove, resource } from '../../kube.ts';
import { pageOf } from '../../page/instance-page.ts';
import {
  DISPATCH_PORT,
  givenNothing,
  isCalled,
  isWhole,
  listsAgain,
  listsByHand,
  members,
  mended,
  ringIsMade,
  SIZE,
} from '../../page/ring.ts';
import type { Member } from '../../page/ring.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { PAUSE_IMAGE, SPICEDB_NEWEST } from '../../pins.ts';
import { sql } from '../../postgres.ts';
import type { Stage } from '../../stage/stage.ts';

const BUDGET = resource('policy/v1', 'PodDisruptionBudget');
const AUTOSCALER = resource('autoscaling/v2', 'HorizontalPodAutoscaler');

const labelled = (stage: Stage, name: string) => ({
  name,
  namespace: stage.namespace,
  labels: { 'backstage.io/kubernetes-id': stage.name },
});

const podOf = async (stage: Stage, name: string) =>
  (await get(KINDS.pod, stage.namespace, name)) as unknown as { status: { podIP?: string } };

const states: State[] = [
  {
    codes: ['D110', 'P114'],
    at: 'Dispatch',
    title: 'nobody calls, and all pods are on the one node',
    makes: ringIsMade,
    takesBack: isCalled,
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
    codes: ['D111', 'D107'],
    at: 'Dispatch',
    title: 'one ready pod is missing in the list',
    makes: async stage => listsByHand(stage, (await members(stage)).slice(1)),
  },
  {
    codes: ['D112', 'D106'],
    at: 'Dispatch',
    state: 'failed',
    title: 'the list of the ring names an address at which nobody lives',
    makes: async stage => listsByHand(stage, [...(await members(stage)), { ip: '10.244.0.253' }]),
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
      await listsAgain(stage);
      await isWhole(stage);
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
];

export default walk({
  name: 'page-ring',
  title: 'The page names what is wrong between the pods, though every pod says that it is ready',
  spicedb: SPICEDB_NEWEST,
  given: givenNothing,
  states,
  then: stage => pageOf(stage).isWell(),
  unmade: 'P112',
});
