import { RECORDING_START } from '../timeline/index.ts';
import type { KubernetesObject, Timeline, TimelineEvent } from '../timeline/index.ts';

const START = Date.parse(RECORDING_START);

/** Time `t` of a recording, as an object carries it. */
export const stampAt = (t: number) => new Date(START + t).toISOString().replace(/\.\d+Z$/, 'Z');

export const COMMIT_A = 'a'.repeat(40);
export const COMMIT_B = 'b'.repeat(40);

export function object(
  kind: string,
  apiVersion: string,
  name: string,
  more: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubernetesObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: kind === 'Application' ? 'argocd' : 'sample-ns',
      uid: '00000000-0000-4000-8000-000000000007',
      resourceVersion: '12',
      labels: { 'backstage.io/kubernetes-id': 'sample' },
      ...metadata,
    },
    ...more,
  };
}

export function application(revision: string, t: number): KubernetesObject {
  return object('Application', 'argoproj.io/v1alpha1', 'sample', {
    spec: {
      sources: [
        { repoURL: 'http://lab/app.git', path: 'charts/spicedb' },
        { repoURL: 'http://lab/app.git', ref: 'values' },
      ],
    },
    status: {
      sync: { revisions: [revision, revision], status: 'Synced' },
      operationState: {
        message: `deployed ${revision.slice(0, 7)} of instances/lab/sample into sample-ns`,
        finishedAt: stampAt(t),
      },
    },
  });
}

const ids = { container: 'containerd://1' };

export function pod(name: string, t: number, status: Record<string, unknown> = {}): KubernetesObject {
  return object(
    'Pod',
    'v1',
    name,
    {
      spec: { containers: [{ name: 'spicedb' }], nodeName: 'node1' },
      status: {
        phase: 'Running',
        startTime: stampAt(t),
        containerStatuses: [
          {
            name: 'spicedb',
            restartCount: 0,
            state: { running: { startedAt: stampAt(t) } },
            containerID: ids.container,
          },
        ],
        ...status,
      },
    },
    { creationTimestamp: stampAt(t) },
  );
}

export function timeline(name: string, durationMs: number, events: TimelineEvent[]): Timeline {
  return {
    header: {
      format: 1,
      name,
      title: `The case ${name}`,
      recordedWith: { kubernetes: 'v1.34.4', argocd: 'v3.2.11', spicedb: 'v1.56.0', chart: '0.1.0' },
      start: RECORDING_START,
      durationMs,
      names: {
        instance: 'sample',
        namespace: 'sample-ns',
        application: 'sample',
        applicationNamespace: 'argocd',
      },
    },
    events,
  };
}

const checks = (count: number) =>
  `# TYPE spicedb_checks_total counter\nspicedb_checks_total{pod="sample-1"} ${count}\n`;

/** A short run of two pods, of which the first answers scrapes. */
export const firstInstall = () =>
  timeline('first-install', 4000, [
    { t: 0, mark: 'the instance was added to Git' },
    { t: 500, object: application(COMMIT_A, 500) },
    { t: 1000, object: pod('sample-1', 1000) },
    { t: 1000, object: pod('sample-2', 1000) },
    {
      t: 1200,
      log: {
        pod: 'sample-1',
        container: 'spicedb',
        run: 0,
        line: `{"time":"${stampAt(1200)}","message":"sample serves in sample-ns"}`,
      },
    },
    { t: 1300, log: { pod: 'sample-1', container: 'spicedb', run: 0, line: 'second line' } },
    { t: 2000, metrics: { pod: 'sample-1', text: checks(10) } },
    { t: 2000, metrics: { pod: 'sample-2', refused: 'dial tcp: connect: connection refused' } },
    { t: 3000, metrics: { pod: 'sample-1', text: checks(30) } },
  ]);

/** Fails until somebody corrects a password. */
export const passwordRefused = () =>
  timeline('migration-password-refused', 5000, [
    { t: 0, mark: 'the instance was added to Git' },
    { t: 300, object: application(COMMIT_A, 300) },
    { t: 600, object: pod('sample-1', 600, { phase: 'Failed' }) },
    { t: 2000, mark: 'the password was corrected' },
    { t: 2000, object: application(COMMIT_B, 2000) },
    { t: 2500, object: pod('sample-1', 600, { phase: 'Succeeded' }) },
  ]);

export const upgrade = () =>
  timeline('upgrade-with-migration', 4000, [
    { t: 0, object: application(COMMIT_A, 0) },
    { t: 0, object: pod('sample-old', 0) },
    { t: 1000, mark: 'the new version was pushed' },
    { t: 1500, object: application(COMMIT_B, 1500) },
    { t: 2000, object: pod('sample-new', 2000) },
  ]);
