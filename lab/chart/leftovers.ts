/** Everything that stands in a namespace, of whatever kind. */
import { call } from '../kube.ts';
import { allResources } from './rights.ts';

/** Comes and goes by itself, whoever was there. */
const PASSING = ['events', 'events.events.k8s.io', 'podmetrics.metrics.k8s.io'];

interface Named {
  items?: Array<{ metadata: { name: string } }>;
}

/** The objects of a namespace as "kind/name", in order. */
export async function objectsIn(namespace: string): Promise<string[]> {
  const kinds = (await allResources()).filter(
    ({ namespaced, listed, name, group }) =>
      namespaced && listed && !PASSING.includes(group ? `${name}.${group}` : name),
  );
  const found = await Promise.all(
    kinds.map(async ({ group, version, name }) => {
      const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
      const { items = [] } = await call<Named>(`${root}/namespaces/${namespace}/${name}`);
      return items.map(({ metadata }) => `${name}/${metadata.name}`);
    }),
  );
  return found.flat().sort();
}
