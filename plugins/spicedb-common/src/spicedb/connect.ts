import { ports } from '../chart/names';
import type { ContainerSpec, PodSpec, WorkloadObject } from '../rollout/objects';
import { listOf } from '../rollout/seen';
import type { Snapshot } from '../rollout/snapshot';

/** How an application reaches an instance: names and places, never a value of a Secret. @public */
export interface ConnectFacts {
  /** Host and port of the gRPC API inside of the cluster. */
  endpoint: string;
  /** Whether the API speaks TLS; undefined while no workload was seen. */
  tls?: boolean;
  /** The Secret whose certificate the API shows; its ca.crt is what clients trust. */
  certificateSecret?: string;
  /** Host and port of the HTTP gateway, where it is on. */
  httpEndpoint?: string;
  /** Where the preshared key is. */
  key?: { secret: string; key: string };
  /** Commands to try it out; the key goes from the cluster to zed, by no screen and no file. */
  commands: { id: 'portForward' | 'zed'; command: string }[];
}

/** What the connect panel says, from the workload that runs. @public */
export function connectFacts(snapshot: Snapshot, container: string): ConnectFacts {
  const { namespace } = snapshot.ref;
  const workload = listOf(snapshot.workloads).find(each => servingIn(each, container));
  const spec = workload?.spec?.template?.spec;
  const serving = workload && servingIn(workload, container);
  // The Service has the name of the workload, which is truer than what the entity says of both.
  const name = workload?.metadata.name ?? snapshot.ref.name;
  const endpoint = `${name}.${namespace}.svc:${ports.grpc}`;
  const key = secretOf(serving, 'SPICEDB_GRPC_PRESHARED_KEY');
  const tls = serving && valueOf(serving, 'SPICEDB_GRPC_TLS_CERT_PATH') !== undefined;
  return {
    endpoint,
    tls,
    certificateSecret: tls
      ? mountedSecret(spec, serving, valueOf(serving, 'SPICEDB_GRPC_TLS_CERT_PATH'))
      : undefined,
    httpEndpoint:
      valueOf(serving, 'SPICEDB_HTTP_ENABLED') === 'true'
        ? `${name}.${namespace}.svc:${ports.http}`
        : undefined,
    key,
    commands: commandsFor(name, namespace, key, tls),
  };
}

function commandsFor(
  name: string,
  namespace: string,
  key: ConnectFacts['key'],
  tls: boolean | undefined,
): ConnectFacts['commands'] {
  const forward = `kubectl -n ${namespace} port-forward service/${name} ${ports.grpc}`;
  const commands: ConnectFacts['commands'] = [{ id: 'portForward', command: forward }];
  if (!key) return commands;
  const read = `kubectl -n ${namespace} get secret ${key.secret} -o go-template='{{index .data "${key.key}" | base64decode}}'`;
  // A key may be a list during a rotation; the first one is as good as any.
  const token = `"$(${read} | cut -d, -f1)"`;
  const security = tls ? '--no-verify-ca' : '--insecure';
  commands.push({
    id: 'zed',
    command: `zed context set ${name} localhost:${ports.grpc} ${token} ${security} && zed schema read`,
  });
  return commands;
}

function servingIn({ spec }: WorkloadObject, container: string): ContainerSpec | undefined {
  return spec?.template?.spec?.containers?.find(each => each.name === container);
}

function valueOf(container: ContainerSpec | undefined, variable: string): string | undefined {
  return container?.env?.find(e => e.name === variable)?.value;
}

function secretOf(container: ContainerSpec | undefined, variable: string): ConnectFacts['key'] {
  const from = container?.env?.find(e => e.name === variable)?.valueFrom?.secretKeyRef;
  return from?.name ? { secret: from.name, key: from.key } : undefined;
}

/** The Secret behind the folder in which the certificate lies. */
function mountedSecret(
  spec: PodSpec | undefined,
  container: ContainerSpec,
  path: string | undefined,
): string | undefined {
  const folder = path?.slice(0, path.lastIndexOf('/'));
  const mount = container.volumeMounts?.find(m => m.mountPath === folder);
  return spec?.volumes?.find(volume => volume.name === mount?.name)?.secret?.secretName;
}
