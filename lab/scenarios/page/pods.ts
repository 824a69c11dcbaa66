import { apply, KINDS, patch, remove, resource } from '../../kube.ts';
import type { Resource } from '../../kube.ts';
import { commits, givesSecret, givesUpAtOnce } from '../../page/acts.ts';
import { opensPage, pageOf } from '../../page/instance-page.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { PAUSE_IMAGE, SPICEDB_NEWEST } from '../../pins.ts';
import type { Values } from '../../stage/instance.ts';
import type { Stage } from '../../stage/stage.ts';

const QUOTA = resource('v1', 'ResourceQuota');

const VALUES = {
  image: { tag: SPICEDB_NEWEST },
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } },
  config: { datastoreEngine: 'memory' },
  podDisruptionBudget: { enabled: false },
};

const having = (title: string, more: Values) => (stage: Stage) => commits(stage, title, VALUES, more);
const asBefore = (stage: Stage) => commits(stage, 'As before', VALUES);
const onePodServes = (stage: Stage) =>
  stage.sees('one pod serves', async () => {
    const pods = (await stage.pods('server')).filter(({ leaving }) => !leaving);
    return pods.length === 1 && pods[0]?.ready && pods[0];
  });
/** The faulty pods go, so that the next state is not seen through those of the last one. */
const mended = async (stage: Stage) => {
  const revision = await asBefore(stage);
  await stage.sees('the change is taken back, and its pods are gone', async () => {
    const { health, sync } = await stage.application();
    const isThere = sync?.status === 'Synced' && sync.revisions?.includes(revision);
    return isThere && health?.status === 'Healthy';
  });
  await onePodServes(stage);
};
const keys = (stage: Stage, presharedKey = stage.presharedKey) =>
  givesSecret(stage, { preshared_key: presharedKey });

const labelled = (stage: Stage, name: string) => ({
  name,
  namespace: stage.namespace,
  labels: { 'backstage.io/kubernetes-id': stage.name },
});
const makes = (kind: Resource, name: string, spec: object) => (stage: Stage) =>
  apply(kind, { metadata: labelled(stage, name), spec });
const removes = (kind: Resource, name: string) => (stage: Stage) => remove(kind, stage.namespace, name);
const changesDeployment = (spec: object) => (stage: Stage) =>
  patch(KINDS.deployment, stage.namespace, stage.name, { spec });

const states: State[] = [
  {
    codes: ['P105'],
    at: 'Pods',
    state: 'failed',
    says: /secret "\S+" not found/,
    title: 'the Secret with the preshared key is not there',
    makes: async stage => {
      await stage.commitInstance(SPICEDB_NEWEST, VALUES);
      await givesUpAtOnce(stage);
    },
  },
  {
    codes: ['P230'],
    at: 'Pods',
    state: 'failed',
    title: 'the preshared key is empty',
    makes: async stage => {
      await givesSecret(stage, { preshared_key: '' });
      await stage.kubectl(['delete', 'pods', '--all', '--wait=false']);
    },
    takesBack: async stage => {
      await keys(stage);
      await stage.kubectl(['delete', 'pods', '--all', '--wait=false']);
      await onePodServes(stage);
    },
  },
  {
    codes: ['P101', 'P107'],
    at: 'Pods',
    state: 'needs attention',
    says: /ErrImagePull|ImagePullBackOff/,
    title: 'the image of a change cannot be pulled, and the rollout runs into its deadline',
    makes: having('A version that no registry has', {
      image: { tag: 'v1.56.0-misspelt', version: SPICEDB_NEWEST },
      workload: { progressDeadlineSeconds: 10 },
    }),
    takesBack: mended,
  },
  {
    codes: ['P103'],
    at: 'Pods',
    says: /OOMKilled/,
    title: 'the memory limit is too small',
    makes: having('Less memory', { resources: { requests: { memory: '20Mi' }, limits: { memory: '24Mi' } } }),
    takesBack: mended,
  },
  {
    codes: ['P104'],
    at: 'Pods',
    says: /node affinity|didn't match/,
    title: 'no node has the label that pods ask for',
    makes: having('Only on nodes with a label', { nodeSelector: { disk: 'fast' } }),
    takesBack: mended,
  },
  {
    codes: ['P110'],
    at: 'Pods',
    says: /FailedMount/,
    title: 'the Secret with the certificate is not there',
    makes: having('TLS', { config: { tls: { enabled: true, secretName: 'no-such-secret' } } }),
    takesBack: mended,
  },
  {
    codes: ['P111'],
    at: 'Pods',
    title: 'the runtime cannot start the container: a folder is mounted over the program',
    makes: having('A volume over the program', {
      extraVolumes: [{ name: 'over', emptyDir: {} }],
      extraVolumeMounts: [{ name: 'over', mountPath: '/usr/local/bin/spicedb' }],
    }),
    takesBack: mended,
  },
  {
    codes: ['P232'],
    at: 'Pods',
    says: /address already in use/,
    title: 'another container of the pod has taken the port',
    makes: having('A second server in the pod', {
      extraInitContainers: [
        {
          name: 'first',
          image: `authzed/spicedb:${SPICEDB_NEWEST}`,
          args: ['serve', '--grpc-preshared-key=other', '--datastore-engine=memory'],
          env: [{ name: 'SPICEDB_SKIP_RELEASE_CHECK', value: 'true' }],
          // It goes on beside the pod's own, and is there before it.
          restartPolicy: 'Always',
          startupProbe: { tcpSocket: { port: 50_051 }, periodSeconds: 1 },
        },
      ],
    }),
    takesBack: mended,
  },
  {
    codes: ['P235'],
    at: 'Pods',
    title: 'SpiceDB ends with an error that the portal does not know',
    makes: having('A setting that SpiceDB refuses', {
      extraArgs: ['--otel-provider=no-such-provider'],
    }),
    takesBack: mended,
  },
  {
    codes: ['P108'],
    at: 'Pods',
    title: 'a container runs and never becomes ready',
    makes: having('An image that does something else', {
      image: { repository: PAUSE_IMAGE.split(':')[0], tag: '1', version: SPICEDB_NEWEST },
      probes: { readiness: { failureThreshold: 1 } },
    }),
    takesBack: mended,
  },
  {
    codes: ['P106'],
    at: 'Pods',
    says: /quota/,
    title: 'the quota of the namespace is used up',
    makes: async stage => {
      await makes(QUOTA, 'none-more', { hard: { pods: '1' } })(stage);
      await having('Another log level', { config: { logLevel: 'debug' } })(stage);
    },
    takesBack: async stage => {
      await mended(stage);
      await removes(QUOTA, 'none-more')(stage);
    },
  },
  {
    codes: ['P119'],
    at: 'Pods',
    title: 'somebody paused the rollout',
    makes: changesDeployment({ paused: true }),
    takesBack: changesDeployment({ paused: null }),
  },
  {
    codes: ['P102'],
    at: 'Pods',
    says: /exit code 137/,
    title: 'the process is killed again and again',
    makes: async stage => {
      for (const restarts of [0, 1, 2]) {
        const running = await stage.sees(`the process runs after ${restarts} restarts`, async () =>
          (
            await stage.pods('server')
          ).find(
            ({ leaving, reasons, ...pod }) => !leaving && pod.restarts === restarts && reasons.length === 0,
          ),
        );
        await stage.signal(running, 'SIGKILL');
      }
    },
  },
  {
    codes: ['P115'],
    at: 'Pods',
    says: /restarts/,
    title: 'pods are ready again, and were restarted lately',
    makes: onePodServes,
  },
  {
    codes: ['P116'],
    at: 'Pods',
    title: 'it is scaled down to no pods',
    makes: having('No pods', { config: { replicas: 0 } }),
    takesBack: mended,
  },
  {
    codes: ['P117'],
    at: 'Pods',
    state: 'failed',
    title: 'the objects carry another name for the portal than the catalog knows',
    makes: having('Another name for the portal', { portal: { kubernetesId: 'somebody-else' } }),
    takesBack: mended,
  },
];

export default walk({
  name: 'page-pods',
  title: 'The page names what the cluster has against the pods, and what they say themselves',
  spicedb: SPICEDB_NEWEST,
  async given(stage) {
    await stage.emptyNamespace();
    await opensPage(stage, 'memory', { 'spicedb-portal.io/service': undefined });
  },
  states,
  then: stage => pageOf(stage).isWell(),
  unmade: 'P230',
});
