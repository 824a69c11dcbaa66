import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../rollout/answer';
import type { ApplicationObject, EndpointsObject, ObjectMeta, PodTemplate } from '../rollout/objects';
import type { Snapshot } from '../rollout/snapshot';

const root = join(__dirname, '../../../../recordings/reference');

export const referenceText = (path: string) => readFileSync(join(root, path), 'utf8');
export const referenceFiles = (folder: string) => readdirSync(join(root, folder));

/** The lines of a recorded log, without the ones with which the recorder explains itself. */
export function recordedLog(path: string): string[] {
  return referenceText(path)
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
}

/** One recorded moment of a cluster as a round of reading would have brought it back. */
export function referenceMoment(name: string): { current: Snapshot; now: number } {
  const folder = `cluster/${name}`;
  const files = referenceFiles(folder);
  const texts = files.map(file => referenceText(`${folder}/${file}`));
  const now = Math.max(...texts.flatMap(timesIn)) + 5_000;
  const seen = <T>(value: T): Answer<T> => ({ state: 'seen', at: now, value });
  const list = <T>(file: string): T[] => {
    if (!files.includes(file)) return [];
    const { items } = JSON.parse(referenceText(`${folder}/${file}`)) as { items: Labelled[] };
    return items.map(translated) as T[];
  };
  const application = files.includes('application.json')
    ? (JSON.parse(referenceText(`${folder}/application.json`)) as ApplicationObject)
    : undefined;
  const [endpoints] = list<EndpointsObject>('endpoints.json');
  const absent = {
    state: 'unseen',
    reason: { kind: 'notFound', resource: 'endpoints', name: 's', cluster: 'lab' },
  } as const;
  return {
    now,
    current: {
      at: now,
      ref: {
        name: 's',
        cluster: 'lab',
        namespace: 'spicedb-demo',
        labelSelector: 'app=s',
        ringService: 's',
        application: application && { name: 'spicedb-demo', namespace: 'argocd', cluster: 'lab' },
      },
      application: application
        ? seen(application)
        : { state: 'unseen', reason: { kind: 'notAsked', because: 'not delivered by Argo CD' } },
      workloads: seen(list('deploy.json')),
      replicaSets: seen(list('rs.json')),
      jobs: seen(list('job.json')),
      pods: seen(list('pods.json')),
      endpoints: endpoints ? seen(endpoints) : absent,
      events: seen(list('events.json')),
      disruptionBudgets: seen([]),
      autoscalers: seen([]),
      logs: {},
      metrics: {},
    },
  };
}

interface Labelled {
  metadata: ObjectMeta;
  spec?: { template?: PodTemplate };
}

/** The throw-away chart of the recordings had labels of its own. */
function translated<T extends Labelled>(object: T): T {
  const relabel = (meta: Partial<ObjectMeta> | undefined) => {
    const labels = meta?.labels ?? {};
    const migrates = labels.role === 'migrate' || labels.job === 'migrate';
    const component = migrates ? 'migration' : labels.app === 's' ? 'server' : undefined;
    return component ? { ...meta, labels: { ...labels, 'app.kubernetes.io/component': component } } : meta;
  };
  const template = object.spec?.template;
  return {
    ...object,
    metadata: relabel(object.metadata),
    ...(template
      ? { spec: { ...object.spec, template: { ...template, metadata: relabel(template.metadata) } } }
      : {}),
  };
}

function timesIn(text: string): number[] {
  return [...text.matchAll(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"/g)].map(match =>
    Date.parse(match[1]),
  );
}
