import {
  components,
  labels,
  type Answer,
  type JobObject,
  type ObjectMeta,
  type UnseenReason,
  type WorkloadObject,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { ask, type Asking } from './ask';
import { coarseVerdict, type CoarseVerdict } from './coarseVerdict';
import { listAcross, type ReadKind } from './questions';

/** What one cluster's lists tell of the instances on it. */
export type ClusterAnswer =
  | { state: 'seen'; verdictOf(namespace: string, id: string): CoarseVerdict }
  | { state: 'unseen'; reason: UnseenReason };

const pageSize = 500;

/** Two or three lists for a whole cluster, however many instances it holds. */
export async function readFleet(asking: Asking, cluster: string): Promise<ClusterAnswer> {
  const [deployments, statefulSets, jobs] = await Promise.all([
    listWhole<WorkloadObject>(asking, cluster, 'deployments', components.server),
    listWhole<WorkloadObject>(asking, cluster, 'statefulsets', components.server),
    listWhole<JobObject>(asking, cluster, 'jobs', components.migration),
  ]);
  for (const answer of [deployments, statefulSets, jobs]) {
    if (answer.state === 'unseen') return answer;
  }
  const workloads = byInstance([...found(deployments), ...found(statefulSets)]);
  const migrations = byInstance(found(jobs));
  return {
    state: 'seen',
    verdictOf: (namespace, id) => {
      const key = `${namespace}/${id}`;
      return coarseVerdict(workloads.get(key)?.[0], migrations.get(key) ?? []);
    },
  };
}

async function listWhole<T>(
  asking: Asking,
  cluster: string,
  kind: ReadKind,
  component: string,
): Promise<Answer<T[]>> {
  const selector = `${labels.kubernetesId},${labels.component}=${component}`;
  const items: T[] = [];
  let next: string | undefined;
  for (;;) {
    const page: Answer<{ items: T[]; next?: string }> = await ask(
      asking,
      listAcross(cluster, kind, selector, { limit: pageSize, continue: next }),
      body => {
        const list = JSON.parse(body);
        if (!Array.isArray(list?.items)) {
          throw new Error('the answer is not a list of objects');
        }
        return {
          items: list.items,
          next: list.metadata?.continue || undefined,
        };
      },
    );
    if (page.state === 'unseen') return page;
    items.push(...page.value.items);
    next = page.value.next;
    if (!next) return { state: 'seen', at: page.at, value: items };
  }
}

function found<T>(answer: Answer<T[]>): T[] {
  return answer.state === 'unseen' ? [] : answer.value;
}

function byInstance<T extends { metadata: ObjectMeta }>(objects: T[]) {
  const groups = new Map<string, T[]>();
  for (const object of objects) {
    const { namespace, labels: own } = object.metadata;
    const key = `${namespace}/${own?.[labels.kubernetesId]}`;
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return groups;
}
