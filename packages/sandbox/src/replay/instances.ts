import { parse } from 'yaml';
import type { Repository } from '../git/repository.ts';

/** What the repository says of one instance, as far as a replay needs it. */
export interface Instance {
  /** `<environment>/<name>`, the folder under `instances/`. */
  id: string;
  environment: string;
  name: string;
  namespace: string;
  cluster: string;
  application: { name: string; namespace: string; cluster: string };
  repoUrl?: string;
  /** The case that the user asked for in replay.txt. */
  wantedCase?: string;
  /** Changes when anything changes that a cluster would notice, or the wanted case. */
  fingerprint: string;
  /** Changes when anything changes that a cluster would notice. */
  deployed: string;
}

export interface InstancesFound {
  instances: Instance[];
  /** Sentences about what could not be read, each with its path. */
  problems: string[];
}

const WATCHED = ['application.yaml', 'catalog-info.yaml', 'values.yaml', 'replay.txt'];
const FILE = /^instances\/([^/]+)\/([^/]+)\/([^/]+)$/;
const DEFAULT_CLUSTER = 'demo';

type Json = Record<string, unknown>;
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? (part as Json)[key] : undefined),
    value,
  );
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function readInstance(id: string, blobs: Map<string, string>, contents: Map<string, string>): Instance {
  const contentOf = (file: string) => contents.get(blobs.get(file) ?? '') ?? '';
  const yamlOf = (file: string): unknown => {
    try {
      return parse(contentOf(file));
    } catch (error) {
      throw new Error(`instances/${id}/${file} is not readable YAML: ${(error as Error).message}`, {
        cause: error,
      });
    }
  };
  const [environment = '', name = ''] = id.split('/');
  const application = yamlOf('application.yaml');
  const annotations = at(yamlOf('catalog-info.yaml'), 'metadata', 'annotations');
  const annotation = (key: string) => text(at(annotations, key));

  const spec = at(application, 'spec');
  const sources = at(spec, 'sources');
  const source = Array.isArray(sources)
    ? sources.find(one => text(at(one, 'ref')) !== undefined) ?? sources[0]
    : at(spec, 'source');
  const repoUrl = text(at(source, 'repoURL'));
  const cluster = annotation('spicedb-portal.io/cluster') ?? DEFAULT_CLUSTER;
  const wantedCase = text(contentOf('replay.txt').trim());
  const deployed = ['application.yaml', 'values.yaml'].map(file => blobs.get(file) ?? '').join(' ');
  return {
    id,
    environment,
    name,
    namespace:
      annotation('backstage.io/kubernetes-namespace') ?? text(at(spec, 'destination', 'namespace')) ?? name,
    cluster,
    application: {
      name: text(at(application, 'metadata', 'name')) ?? annotation('argocd/app-name') ?? name,
      namespace:
        text(at(application, 'metadata', 'namespace')) ?? annotation('argocd/app-namespace') ?? 'argocd',
      cluster: annotation('spicedb-portal.io/argocd-cluster') ?? cluster,
    },
    ...(repoUrl === undefined ? {} : { repoUrl }),
    ...(wantedCase === undefined ? {} : { wantedCase }),
    deployed,
    fingerprint: `${deployed} ${wantedCase ?? ''}`,
  };
}

/** Every folder `instances/<environment>/<name>` that holds an application.yaml. */
export async function findInstances(repository: Repository, commit: string): Promise<InstancesFound> {
  const folders = new Map<string, Map<string, string>>();
  for (const { path, blob } of await repository.files(commit, 'instances/')) {
    const [, environment, name, file] = FILE.exec(path) ?? [];
    if (!environment || !name || !file || !WATCHED.includes(file)) continue;
    const id = `${environment}/${name}`;
    const blobs = folders.get(id) ?? new Map<string, string>();
    folders.set(id, blobs.set(file, blob));
  }
  const contents = await repository.contents([
    ...new Set([...folders.values()].flatMap(blobs => [...blobs.values()])),
  ]);
  const found: InstancesFound = { instances: [], problems: [] };
  for (const [id, blobs] of folders) {
    if (!blobs.has('application.yaml')) continue;
    try {
      found.instances.push(readInstance(id, blobs, contents));
    } catch (error) {
      found.problems.push((error as Error).message);
    }
  }
  return found;
}
