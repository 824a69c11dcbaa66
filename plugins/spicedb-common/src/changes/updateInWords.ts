import type { Instance, TlsChoice } from '../instance/Instance';
import type { UpgradeStep } from '../spicedb/releases';
import { inWords } from './markdown';
import { notesOnUpgrade } from './upgrade';

/** One row of the table in a pull request. */
export interface ChangedSetting {
  what: string;
  from: string;
  to: string;
}

/** What differs, in the words of the form. */
export function changeInWords(old: Instance, next: Instance): ChangedSetting[] {
  return settings.flatMap(([what, show]) => {
    const [from, to] = [show(old), show(next)];
    return from === to ? [] : [{ what, from, to }];
  });
}

const onOff = (value: boolean) => (value ? 'on' : 'off');

const settings: [string, (instance: Instance) => string][] = [
  ['version', ({ version }) => version],
  ['size', ({ size }) => size],
  ['pods', podsInWords],
  ['Secret', ({ secret }) => `\`${secret.name}\``],
  ['read replicas', ({ secret }) => inWords(secret.readReplicaKeys.map(key => `\`${key}\``)) || 'none'],
  ['TLS', ({ tls }) => tlsInWords(tls)],
  ['reach', exposureInWords],
  ['HTTP gateway', ({ httpGateway }) => onOff(httpGateway)],
  ['dispatch', ({ dispatch }) => onOff(dispatch)],
  ['disruption budget', ({ disruptionBudget }) => onOff(disruptionBudget)],
  ['log level', ({ logLevel }) => logLevel],
  ['monitoring', ({ monitoring }) => onOff(monitoring)],
  ['description', ({ description }) => description ?? 'none'],
  ['owner', ({ owner }) => owner],
  ['system', ({ system }) => system ?? 'none'],
  ['objects on removal', ({ deletion }) => (deletion === 'cascade' ? 'removed' : 'kept')],
];

function podsInWords({ autoscaling, replicas }: Instance): string {
  if (!autoscaling) return String(replicas);
  const { minReplicas, maxReplicas, targetCpuPercent } = autoscaling;
  return `${minReplicas} to ${maxReplicas}${
    targetCpuPercent === undefined ? '' : ` at ${targetCpuPercent} % CPU`
  }`;
}

function tlsInWords(tls: TlsChoice): string {
  if (tls.kind === 'off') return 'off';
  if (tls.kind === 'issuer') return `cert-manager, ${tls.issuer.kind} \`${tls.issuer.name}\``;
  const ca = tls.caSecretName === tls.secretName ? '' : `, CA in \`${tls.caSecretName}\``;
  return `Secret \`${tls.secretName}\`${ca}`;
}

function exposureInWords({ exposure }: Instance): string {
  if (exposure.kind === 'ingress') return `ingress \`${exposure.host}\``;
  return exposure.kind === 'loadBalancer' ? 'load balancer' : 'cluster';
}

/** What must be true before a change is merged. */
export function beforeChange(old: Instance, next: Instance): string[] {
  const points: string[] = [];
  const added = next.secret.readReplicaKeys.filter(key => !old.secret.readReplicaKeys.includes(key));
  if (added.length) {
    points.push(
      `Secret \`${next.secret.name}\` in namespace \`${next.namespace}\` holds ${inWords(
        added.map(key => `\`${key}\``),
      )}, each with the URI of a read replica. Pods do not start without them.`,
    );
  }
  const changesTls = tlsInWords(old.tls) !== tlsInWords(next.tls);
  if (changesTls && next.tls.kind === 'secret') {
    points.push(
      `Secret \`${next.tls.secretName}\` (type kubernetes.io/tls) exists in namespace \`${next.namespace}\`${
        next.dispatch ? `, and \`ca.crt\` in Secret \`${next.tls.caSecretName}\`` : ''
      }.`,
    );
  }
  if (changesTls && (old.tls.kind === 'off') !== (next.tls.kind === 'off')) {
    points.push(
      next.tls.kind === 'off'
        ? 'Every client can do without TLS: the port stays the same and speaks plaintext afterwards.'
        : 'Every client can speak TLS: the port stays the same and refuses plaintext afterwards.',
    );
    if (next.dispatch && next.engine !== 'memory') {
      points.push(
        'The hour is quiet: while pods are replaced, old and new ones cannot reach each other, and checks that go from one kind to the other hang until the rollout is over.',
      );
    }
  }
  return points;
}

/** What follows from the merge. */
export function whatHappens(old: Instance, next: Instance, upgrade: UpgradeStep | undefined): string[] {
  const points = upgrade ? notesOnUpgrade(old, upgrade) : [];
  if (replacesPods(old, next)) {
    points.push(
      next.engine === 'memory'
        ? 'Argo CD replaces the pod, and what its memory engine holds is lost.'
        : 'Argo CD replaces the pods one after the other; each old one serves until a new one is ready.',
    );
  }
  if (next.autoscaling && !old.autoscaling) {
    points.push('The autoscaler decides about the number of pods from then on.');
  } else if (old.autoscaling && !next.autoscaling) {
    points.push(
      `The autoscaler goes, and ${next.replicas === 1 ? 'one pod serves' : `${next.replicas} pods serve`}.`,
    );
  } else if (old.replicas < next.replicas) {
    points.push('New pods join the dispatch ring as soon as they are ready.');
  } else if (old.replicas > next.replicas) {
    points.push('Pods that are too many finish their calls and stop.');
  }
  if (exposureInWords(old) !== exposureInWords(next)) {
    points.push('Clients outside of the cluster may have to use another address.');
  }
  return points;
}

/** Whether the pods themselves change, and not only what stands around them. */
function replacesPods(old: Instance, next: Instance): boolean {
  const ofPods = ({ version, size, secret, tls, httpGateway, dispatch, logLevel }: Instance) =>
    JSON.stringify({ version, size, secret, tls, httpGateway, dispatch, logLevel });
  return ofPods(old) !== ofPods(next);
}
