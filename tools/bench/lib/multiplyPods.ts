import {
  mapStrings,
  nameReplacer,
  stateAt,
  type KubernetesObject,
  type Timeline,
  type TimelineEvent,
} from '../../../packages/sandbox/src/timeline/index.ts';

/** A pod of the recording under a name, an address and a uid of its own. */
interface Copy {
  of: string;
  rename(text: string): string;
}

interface Pod extends KubernetesObject {
  status: { podIP: string };
}

const served = 'server';
const scrapesKept = 3;
const endpointsOfSlice = 100;
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** The end of a pod's name as Kubernetes would draw it; the same number gives the same one again. */
const suffixOf = (number: number) =>
  Array.from(
    { length: 5 },
    (_, place) => letters[Math.floor(number / letters.length ** place) % letters.length],
  )
    .reverse()
    .join('');

function copiesOf(pods: Pod[], count: number): Copy[] {
  return Array.from({ length: count }, (_, index) => {
    const { metadata, status } = pods[index % pods.length] as Pod;
    if (index < pods.length) return { of: metadata.name, rename: text => text };
    const name = `${metadata.name.slice(0, metadata.name.lastIndexOf('-'))}-${suffixOf(index)}`;
    const rename = nameReplacer({
      [metadata.name]: name,
      [status.podIP]: `10.245.${index >> 8}.${index & 255}`,
      [metadata.uid ?? '']: `00000000-0000-4000-8000-${String(900_000 + index).padStart(12, '0')}`,
    });
    return { of: metadata.name, rename };
  });
}

const counted = ['Deployment', 'StatefulSet', 'ReplicaSet', 'PodDisruptionBudget', 'HorizontalPodAutoscaler'];
const counts =
  /^(replicas|(ready|available|updated|fullyLabeled|current|desired)Replicas|(current|desired)Healthy|expectedPods)$/;

/** Raises what counts pods; a ReplicaSet of an older version counts none, and goes on to. */
function raised(object: KubernetesObject, by: number): KubernetesObject {
  const raise = (part: unknown) =>
    Object.fromEntries(
      Object.entries((part ?? {}) as Record<string, unknown>).map(([key, value]) => [
        key,
        counts.test(key) && typeof value === 'number' && value > 0 ? value + by : value,
      ]),
    );
  return { ...object, spec: raise(object.spec), status: raise(object.status) };
}

interface Target {
  targetRef?: { name: string };
}

const forEach = <T extends Target>(targets: T[], copies: Copy[]): T[] =>
  copies.flatMap(({ of, rename }) =>
    targets.filter(({ targetRef }) => targetRef?.name === of).map(target => mapStrings(target, rename)),
  );

function slicesOf(slice: KubernetesObject, copies: Copy[]): KubernetesObject[] {
  const all = forEach(slice.endpoints as Target[], copies);
  const slices: KubernetesObject[] = [];
  for (let from = 0; from < all.length; from += endpointsOfSlice) {
    const { name } = slice.metadata;
    slices.push({
      ...slice,
      metadata: { ...slice.metadata, name: from ? `${name.slice(0, -5)}${suffixOf(from)}` : name },
      endpoints: all.slice(from, from + endpointsOfSlice),
    });
  }
  return slices;
}

function multiplied(object: KubernetesObject, copies: Copy[], by: number): KubernetesObject[] {
  const about = (object.involvedObject as { name?: string } | undefined)?.name ?? object.metadata.name;
  const its = copies.filter(({ of }) => of === about);
  if (its.length && (object.kind === 'Pod' || object.kind === 'Event')) {
    return its.map(({ rename }) => mapStrings(object, rename));
  }
  if (counted.includes(object.kind)) return [raised(object, by)];
  if (object.kind === 'EndpointSlice') return slicesOf(object, copies);
  if (object.kind !== 'Endpoints') return [object];
  const subsets = object.subsets as { addresses: Target[] }[];
  return [
    {
      ...object,
      subsets: subsets.map(subset => ({ ...subset, addresses: forEach(subset.addresses, copies) })),
    },
  ];
}

/** The last scrapes of each pod, from which a replay goes on counting. */
function scrapesOf({ events }: Timeline, copies: Copy[]): TimelineEvent[] {
  const members = /^(kuberesolver_addresses_total\{.*\}) \d+$/gm;
  const kept = [...new Set(copies.map(({ of }) => of))].flatMap(pod =>
    events.filter(event => 'metrics' in event && event.metrics.pod === pod).slice(-scrapesKept),
  );
  const first = Math.min(...kept.map(({ t }) => t));
  return kept
    .flatMap(event => {
      if (!('metrics' in event)) return [];
      const text = event.metrics.text?.replace(members, `$1 ${copies.length}`);
      return copies
        .filter(({ of }) => of === event.metrics.pod)
        .map(({ rename }) => mapStrings({ t: event.t - first, metrics: { ...event.metrics, text } }, rename));
    })
    .sort((a, b) => a.t - b.t) as TimelineEvent[];
}

/**
 * The end of a recording with as many serving pods as wanted. Each is a recorded one under another name,
 * uid and address, and whatever lists or counts pods lists and counts them all.
 */
export function multiplyPods(timeline: Timeline, name: string, count: number): Timeline {
  const objects = [...stateAt(timeline, timeline.header.durationMs).objects.values()];
  const pods = objects.filter(
    (object): object is Pod =>
      object.kind === 'Pod' && object.metadata.labels?.['app.kubernetes.io/component'] === served,
  );
  if (pods.length === 0)
    throw new Error(`At the end of the recording ${timeline.header.name} no pod serves.`);
  const copies = copiesOf(pods, count);
  const scrapes = scrapesOf(timeline, copies);
  return {
    header: {
      ...timeline.header,
      name,
      title: `${timeline.header.title} With ${count} pods.`,
      durationMs: Math.max(1, ...scrapes.map(({ t }) => t)),
    },
    events: [
      ...objects
        .flatMap(object => multiplied(object, copies, count - pods.length))
        .map(object => ({ t: 0, object })),
      ...scrapes,
    ],
  };
}
