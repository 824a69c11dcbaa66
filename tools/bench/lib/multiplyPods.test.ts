import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTimeline, type KubernetesObject } from '../../../packages/sandbox/src/timeline/index.ts';
import { inRoot } from '../../dev/lib/paths.ts';
import { multiplyPods } from './multiplyPods.ts';

const recorded = readTimeline(inRoot('recordings', 'ring-healthy', 'timeline.jsonl'));
const { events, header } = multiplyPods(recorded, 'pods-250', 250);
const objects = events.flatMap(event => ('object' in event ? [event.object] : []));
const of = (kind: string) => objects.filter(object => object.kind === kind);
const pods = of('Pod').filter(
  ({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === 'server',
);
const different = (values: unknown[]) => new Set(values).size;

test('every pod has a name, a uid and an address of its own', () => {
  assert.equal(pods.length, 250);
  assert.equal(different(pods.map(({ metadata }) => metadata.name)), 250);
  assert.equal(different(pods.map(({ metadata }) => metadata.uid)), 250);
  assert.equal(different(pods.map(({ status }) => (status as { podIP: string }).podIP)), 250);
  assert.equal(of('Pod').length, 251, 'the pod of the migration is there once');
});

test('apart from those, a pod is as it was recorded', () => {
  const plain = (pod: KubernetesObject) =>
    JSON.stringify(pod)
      .replaceAll(pod.metadata.name, 'NAME')
      .replaceAll(pod.metadata.uid ?? '', 'UID')
      .replaceAll((pod.status as { podIP: string }).podIP, 'ADDRESS');
  assert.equal(plain(pods[3] as KubernetesObject), plain(pods[0] as KubernetesObject));
});

test('whoever lists or counts pods lists and counts them all', () => {
  const [deployment] = of('Deployment');
  assert.equal((deployment?.spec as { replicas: number }).replicas, 250);
  assert.equal((deployment?.status as { readyReplicas: number }).readyReplicas, 250);
  const [budget] = of('PodDisruptionBudget');
  assert.equal((budget?.status as { desiredHealthy: number }).desiredHealthy, 249);
  for (const endpoints of of('Endpoints')) {
    const [subset] = endpoints.subsets as { addresses: { ip: string }[] }[];
    assert.equal(different((subset?.addresses ?? []).map(({ ip }) => ip)), 250);
  }
  const slices = of('EndpointSlice').filter(({ metadata }) => metadata.name.startsWith('sample-dispatch-'));
  assert.deepEqual(
    slices.map(({ endpoints }) => (endpoints as unknown[]).length),
    [100, 100, 50],
  );
  assert.equal(different(slices.map(({ metadata }) => metadata.name)), 3);
});

test('each pod is scraped more than once, and sees all members', () => {
  const scrapes = events.flatMap(event => ('metrics' in event ? [event.metrics] : []));
  assert.equal(different(scrapes.map(({ pod }) => pod)), 250);
  assert.equal(scrapes.length, 750);
  for (const { text } of scrapes) assert.match(text ?? '', /kuberesolver_addresses_total\{[^}]*\} 250\n/);
  assert.ok(events.every((event, index) => event.t >= (events[index - 1]?.t ?? 0)));
  assert.ok(header.durationMs > 0 && header.durationMs < 60_000);
});

test('no more than were recorded is a smaller ring of the same pods', () => {
  const three = multiplyPods(recorded, 'pods-3', 3);
  assert.equal(three.events.filter(event => 'object' in event && event.object.kind === 'Pod').length, 4);
});
