import type { Snapshot, WorkloadObject } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** How an application reaches the instance; the Secret by its name, never its content. */
export interface Connection {
  service: string;
  namespace: string;
  cluster: string;
  tls: boolean;
  /** Whether the HTTP gateway is on. */
  http: boolean;
  secret?: { name: string; key: string };
}

/** Read from the workload as it runs, which is truer than any convention. */
export function connectionOf(
  snapshot: Pick<Snapshot, 'workloads' | 'ref'>,
  container: string,
): Connection | undefined {
  const { workloads, ref } = snapshot;
  if (workloads.state === 'unseen') return undefined;
  for (const workload of workloads.value) {
    const env = envOf(workload, container);
    if (env) {
      const key = env.find(each => each.name === 'SPICEDB_GRPC_PRESHARED_KEY')?.valueFrom?.secretKeyRef;
      return {
        service: workload.metadata.name,
        namespace: ref.namespace,
        cluster: ref.cluster,
        tls: env.some(each => each.name === 'SPICEDB_GRPC_TLS_CERT_PATH' && Boolean(each.value)),
        http: env.some(each => each.name === 'SPICEDB_HTTP_ENABLED' && each.value === 'true'),
        ...(key?.name ? { secret: { name: key.name, key: key.key } } : {}),
      };
    }
  }
  return undefined;
}

function envOf(workload: WorkloadObject, container: string) {
  return workload.spec?.template?.spec?.containers?.find(each => each.name === container)?.env;
}
