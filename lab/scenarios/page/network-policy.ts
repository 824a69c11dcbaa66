import { SERVICE_OF_KUBERNETES } from '../../certificates.ts';
import { apply, remove, resource } from '../../kube.ts';
import { endsOperation, givesUpAtOnce, migratesAgain } from '../../page/acts.ts';
import { pageOf } from '../../page/instance-page.ts';
import { givenRingAtWork, having, isWhole, mended, ringServes, VALUES } from '../../page/ring.ts';
import { walk } from '../../page/states.ts';
import type { State } from '../../page/states.ts';
import { SPICEDB_NEWEST } from '../../pins.ts';
import type { Stage } from '../../stage/stage.ts';

const POLICY = resource('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies');

/** At which nobody lives. */
const ELSEWHERE = '192.0.2.0/24';

/** What the platform allows to the serving pods, beside the chart. */
const appliesPolicy = (stage: Stage, type: 'Ingress' | 'Egress', rules: object) =>
  apply(POLICY, {
    metadata: { name: 'platform', namespace: stage.namespace },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/component': 'server' } },
      policyTypes: [type],
      ...rules,
    },
  });
const removesPolicy = (stage: Stage) => remove(POLICY, stage.namespace, 'platform');

/** The policy of the chart. */
const policy = (more: object) => ({ networkPolicy: { enabled: true, ...more } });

async function isMended(stage: Stage): Promise<void> {
  await mended(stage);
  await stage.seesSyncedAndHealthy();
  await ringServes(stage);
  await isWhole(stage);
}

const states: State[] = [
  {
    codes: ['D103'],
    at: 'Dispatch',
    state: 'failed',
    title:
      'the policy names the address of the API server’s Service, which packets bear no longer when they are looked at',
    makes: having('Name the API server', policy({ apiServerCIDRs: [`${SERVICE_OF_KUBERNETES}/32`] })),
    takesBack: isMended,
  },
  {
    codes: ['D108'],
    at: 'Dispatch',
    state: 'failed',
    title: 'a policy of the namespace lets calls in, and nobody at the port between the pods',
    makes: async stage => {
      await appliesPolicy(stage, 'Ingress', { ingress: [{ ports: [{ port: 50_051 }] }] });
      await mended(stage);
    },
    takesBack: async stage => {
      await removesPolicy(stage);
      await isMended(stage);
    },
  },
  {
    codes: ['P208'],
    at: 'Pods',
    says: /context deadline exceeded/,
    title: 'a policy of the namespace lets the pods ask DNS, and not go to the database',
    makes: async stage => {
      await appliesPolicy(stage, 'Egress', { egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] });
      await stage.kubectl(['delete', 'pods', '-l', 'app.kubernetes.io/component=server', '--wait=false']);
    },
    takesBack: async stage => {
      await removesPolicy(stage);
      await isMended(stage);
    },
  },
  {
    codes: ['M101'],
    at: 'Migration',
    state: 'failed',
    says: /hostname resolving error.*i\/o timeout/,
    title: 'the policy lets the migration ask no DNS',
    makes: async stage => {
      await givesUpAtOnce(stage);
      await migratesAgain(stage, VALUES, {
        config: { migrations: { backoffLimit: 0 } },
        ...policy({ dnsTo: [{ ipBlock: { cidr: ELSEWHERE } }] }),
      });
    },
  },
  {
    codes: ['M116'],
    at: 'Migration',
    state: 'failed',
    says: /connection timed out/,
    title: 'the policy lets the migration go to another database',
    makes: stage =>
      migratesAgain(stage, VALUES, {
        config: { migrations: { backoffLimit: 0 } },
        ...policy({ datastoreTo: [{ ipBlock: { cidr: ELSEWHERE } }] }),
      }),
    takesBack: async stage => {
      await endsOperation(stage);
      await isMended(stage);
    },
  },
];

export default walk({
  name: 'page-network-policy',
  title: 'The page names what a NetworkPolicy cuts off, by what came of it',
  spicedb: SPICEDB_NEWEST,
  given: givenRingAtWork,
  states,
  then: stage => pageOf(stage).isWell(),
});
