import { ports } from '../../chart/names';
import { ringServiceOf } from '../../spicedb/contract';
import type { Instance } from '../Instance';
import type { PortalConfig } from '../PortalConfig';

/** README.md: what a person needs to know who finds this folder in Git. */
export function renderReadme(instance: Instance, config: PortalConfig): string {
  const { environment, name, namespace } = instance;
  const size = config.sizes[instance.size];
  const sections = [
    `# ${name}`,
    `SpiceDB ${instance.version} on ${
      instance.engine
    }, ${environment}. It runs in namespace \`${namespace}\` of cluster \`${
      instance.cluster
    }\` with ${podsInWords(instance)} of size ${instance.size} (${size.cpu} CPU, ${size.memory}).`,
    '| file | what it is |\n|---|---|\n| values.yaml | what differs from the defaults of the chart |\n| application.yaml | how Argo CD brings it into the cluster |\n| catalog-info.yaml | how the portal knows it |',
    '## Before the first sync',
    secretInWords(instance),
    ...certificateInWords(instance),
    '## How applications reach it',
    `gRPC: \`${name}.${namespace}.svc:${ports.grpc}\`${
      instance.tls.kind === 'off' ? ' without TLS' : ' with TLS'
    }. The preshared key is in Secret \`${instance.secret.name}\`, key \`${
      instance.secret.presharedKeyKey
    }\`.`,
    ...(instance.exposure.kind === 'ingress'
      ? [`From outside of the cluster: \`${instance.exposure.host}\`.`]
      : []),
    '## Changing it',
    'Change values.yaml by a pull request, by hand or with the templates of the portal. After the merge the status page of the instance in the portal shows Git, Argo CD, the migration, the pods and the dispatch ring.',
    ...removalInWords(instance),
    ...config.repository.readmeNotes,
  ];
  return `${sections.join('\n\n')}\n`;
}

function podsInWords({ autoscaling, replicas }: Instance): string {
  if (autoscaling) return `${autoscaling.minReplicas} to ${autoscaling.maxReplicas} pods`;
  return replicas === 1 ? 'one pod' : `${replicas} pods`;
}

function secretInWords({ engine, namespace, secret }: Instance): string {
  const rows = [
    `| \`${secret.presharedKeyKey}\` | the preshared key that clients send |`,
    ...(engine === 'memory'
      ? []
      : [
          `| \`${secret.datastoreUriKey}\` | the URI of the database; write a \`$\` in its password as \`%24\` |`,
        ]),
    ...secret.readReplicaKeys.map(key => `| \`${key}\` | the URI of a read replica |`),
  ];
  return [
    `Secret \`${secret.name}\` in namespace \`${namespace}\` must exist. It never passes through Git or the portal. Its keys:`,
    `| key | value |\n|---|---|\n${rows.join('\n')}`,
  ].join('\n\n');
}

function certificateInWords({ dispatch, name, namespace, tls }: Instance): string[] {
  if (tls.kind === 'off') return [];
  if (tls.kind === 'issuer') {
    return [`cert-manager makes the certificates through ${tls.issuer.kind} \`${tls.issuer.name}\`.`];
  }
  const names = [`\`${name}.${namespace}.svc\``];
  if (dispatch)
    names.push(`\`${ringServiceOf(name)}.${namespace}\` (exactly that, for the traffic between pods)`);
  const authority =
    tls.caSecretName === tls.secretName
      ? ' and `ca.crt` beside it'
      : `; the CA is \`ca.crt\` of Secret \`${tls.caSecretName}\``;
  return [
    `Secret \`${
      tls.secretName
    }\` (type kubernetes.io/tls) must exist as well, with a certificate for ${names.join(' and ')}${
      dispatch ? authority : ''
    }.`,
  ];
}

function removalInWords({ deletion }: Instance): string[] {
  return [
    deletion === 'cascade'
      ? 'When this folder is removed from Git, Argo CD removes the objects of the instance. The database is never touched.'
      : 'When this folder is removed from Git, Argo CD forgets the instance but leaves its objects running. The database is never touched.',
  ];
}
