import type { GeneratedFile, Instance, PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** What will happen, for the result page and the description of a pull request. */
export function summarise(instance: Instance, files: GeneratedFile[], portal: PortalConfig): string {
  const { name, environment, cluster, namespace, engine, version, secret, tls } = instance;
  const keys = [
    secret.presharedKeyKey,
    ...(engine === 'memory' ? [] : [secret.datastoreUriKey]),
    ...secret.readReplicaKeys,
  ];
  const store = portal.secrets.store;
  const beforeSync = [
    store
      ? `Put ${inWords(keys)} into the secret store \`${
          store.name
        }\`; the External Secrets operator makes Secret \`${secret.name}\` from it.`
      : `Make Secret \`${secret.name}\` in namespace \`${namespace}\` with ${inWords(
          keys,
        )}. Its values never pass through Git or the portal.`,
    ...(tls.kind === 'secret'
      ? [`Make the TLS Secret \`${tls.secretName}\` there; the README of the instance names the hosts.`]
      : []),
  ];
  return [
    `SpiceDB ${version} on ${engine}, called **${name}**, for ${environment}: ${pods(instance)} of size ${
      instance.size
    } in namespace \`${namespace}\` of cluster \`${cluster}\`.`,
    `**Before the first sync**\n\n${beforeSync.map(line => `- ${line}`).join('\n')}`,
    `**When this is merged**\n\n- Argo CD makes Application \`${name}\` in project \`${instance.project}\`${
      engine === 'memory' ? '' : ', runs the migration of the database'
    } and starts the pods.\n- The instance appears in the catalog, with a page that shows each of these stages.`,
    `**Files**\n\n${files.map(({ path }) => `- \`${path}\``).join('\n')}`,
  ].join('\n\n');
}

function pods({ autoscaling, replicas }: Instance): string {
  if (autoscaling) return `${autoscaling.minReplicas} to ${autoscaling.maxReplicas} pods`;
  return replicas === 1 ? 'one pod' : `${replicas} pods`;
}

function inWords(keys: string[]): string {
  const quoted = keys.map(key => `\`${key}\``);
  const last = quoted.pop();
  return quoted.length ? `the keys ${quoted.join(', ')} and ${last}` : `the key ${last}`;
}
