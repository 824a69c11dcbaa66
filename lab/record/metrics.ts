import type { KubernetesObject, Scrape } from '../../packages/sandbox/src/timeline/index.ts';
import { callText, KINDS, pathOf } from '../kube.ts';
import { reasonOf } from '../errors.ts';

/** The families that the status page can use; everything else would only make recordings large. */
const FAMILIES = [
  /^kuberesolver_/,
  /^spicedb_dispatch_\w+_total$/,
  /^grpc_server_(started|handled)_total$/,
  /^spicedb_environment_info$/,
  /^pgxpool_(acquired|idle|max|total)_conns$/,
  /^spicedb_datastore_gc_failure_total$/,
  /^certwatcher_/,
  /^spicedb_memory_middleware_/,
];

// SpiceDB announces every method of every service with a zero. Only these are judged by their zeros.
const SERVICES_WITH_ZEROS =
  /grpc_service="(authzed\.api\.v1\.PermissionsService|dispatch\.v1\.DispatchService)"/;

/** Keeps the families that the page needs, without buckets, in the order of the text. */
export function selectMetrics(text: string): string {
  return text
    .split('\n')
    .filter(line => {
      const [, comment, name = ''] = /^(# (?:TYPE|HELP) )?(\w+)/.exec(line) ?? [];
      if (line.startsWith('# HELP') || /_bucket$/.test(name)) return false;
      if (!FAMILIES.some(family => family.test(name))) return false;
      if (comment || !name.startsWith('grpc_server_')) return true;
      return !/ 0$/.test(line) || SERVICES_WITH_ZEROS.test(line);
    })
    .join('\n');
}

const METRICS_PORT = 9090;

interface PodStatus {
  phase?: string;
  podIP?: string;
}

/** A pod that serves, by its labels, and has an address to ask. */
export function isServing({ metadata, status }: KubernetesObject): boolean {
  const { phase, podIP } = (status ?? {}) as PodStatus;
  return (
    metadata.labels?.['app.kubernetes.io/component'] === 'server' && phase === 'Running' && Boolean(podIP)
  );
}

/** Asks a pod for its metrics as the page does: through the API server's proxy. */
export async function scrape(namespace: string, pod: string): Promise<Scrape> {
  try {
    const path = `${pathOf(KINDS.pod, namespace, `http:${pod}:${METRICS_PORT}`)}/proxy/metrics`;
    const text = selectMetrics(await callText(path, { timeoutMs: 5_000 }));
    return { pod, text: `${text}\n` };
  } catch (error) {
    return { pod, refused: reasonOf(error) };
  }
}
