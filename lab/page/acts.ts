/** What people and platforms do to an instance in the page scenarios. */
import { ARGOCD_NAMESPACE } from '../argocd.ts';
import { NODE_ADDRESS } from '../enclosure.ts';
import { apply, find, KINDS, patch, remove } from '../kube.ts';
import { SPICEDB_NEWEST } from '../pins.ts';
import { DATABASE_HOST, DATABASE_PORT, sql } from '../postgres.ts';
import { secretOf } from '../stage/instance.ts';
import type { Values } from '../stage/instance.ts';
import type { Stage } from '../stage/stage.ts';

/** The address of the case's database, changed as the case wants it. */
export const address = (stage: Stage, change: (uri: string) => string = uri => uri) =>
  change(stage.database.uri());

export const toHost = (host: string) => (uri: string) =>
  uri.replace(`${DATABASE_HOST}:${DATABASE_PORT}`, host);

/** An address of the node's network at which nobody lives. */
export const nobody = `${NODE_ADDRESS.replace(/\d+$/, '')}77:${DATABASE_PORT}`;

export const withParameter = (parameter: string) => (uri: string) => `${uri}&${parameter}`;

/** Makes the Secret anew with these keys only; without any it is gone. */
export async function givesSecret(stage: Stage, keys?: Record<string, string>): Promise<void> {
  const name = secretOf(stage.name);
  await remove(KINDS.secret, stage.namespace, name);
  if (!keys) return;
  stage.secrets.push(...Object.values(keys).filter(Boolean));
  await apply(KINDS.secret, { metadata: { name, namespace: stage.namespace }, stringData: keys });
}

/** The Secret with the key and this address of the database. */
export const givesAddress = (stage: Stage, change?: (uri: string) => string) =>
  givesSecret(stage, { preshared_key: stage.presharedKey, datastore_uri: address(stage, change) });

/** Changes what the database lets the user of the case do. */
export const alterRole = (stage: Stage, what: string) => sql(`ALTER ROLE "${stage.name}" ${what};`);

interface Application {
  metadata: { resourceVersion?: string };
  status?: { operationState?: { phase?: string } };
}

/** Ends an operation of Argo CD that would wait for ever, as `argocd app terminate-op` does. */
export const endsOperation = (stage: Stage) =>
  stage.sees('no operation of Argo CD is under way', async () => {
    const application = await find(KINDS.application, ARGOCD_NAMESPACE, stage.name);
    const { metadata, status } = (application ?? { metadata: {} }) as Application;
    const phase = status?.operationState?.phase;
    if (phase !== 'Running') return phase !== 'Terminating';
    // One that has just ended by itself must not be ended: nobody would take it up again.
    const { resourceVersion } = metadata;
    await changesApplication(stage, {
      metadata: { resourceVersion },
      status: { operationState: { phase: 'Terminating' } },
    });
    return false;
  });

export const changesApplication = (stage: Stage, change: object) =>
  patch(KINDS.application, ARGOCD_NAMESPACE, stage.name, change);

/** Lets Argo CD give up at once, so that the next commit is taken without waiting for retries. */
export const givesUpAtOnce = (stage: Stage) =>
  changesApplication(stage, { spec: { syncPolicy: { retry: { limit: 0 } } } });

/** Lays an object over another, key by key. */
function laid(base: Values, over: Values): Values {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isObject(below) && isObject(value) ? laid(below, value) : value;
  }
  return result;
}

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Commits the values that the case began with, and these over them. */
export const commits = (stage: Stage, title: string, first: Values, more: Values = {}) =>
  stage.commitValues(title, ({ fullnameOverride, existingSecret }) =>
    laid({ fullnameOverride, portal: { kubernetesId: stage.name }, existingSecret, ...first }, more),
  );

const runs = new WeakMap<Stage, number>();

/** Commits that the migration is to run again, with these values over the first ones. */
export async function migratesAgain(stage: Stage, first: Values, more: Values = {}): Promise<void> {
  const rerunToken = (runs.get(stage) ?? 0) + 1;
  runs.set(stage, rerunToken);
  await endsOperation(stage);
  const again = { config: { migrations: { rerunToken: String(rerunToken) } } };
  await commits(stage, 'Migrate again', first, laid(again, more));
}

/** A Job beside the chart's own, as somebody makes it by hand. */
export function makesJob(
  stage: Stage,
  { name, more = {}, backoffLimit = 0 }: { name: string; more?: object; backoffLimit?: number },
): Promise<unknown> {
  const labels = {
    'app.kubernetes.io/name': 'spicedb',
    'app.kubernetes.io/component': 'migration',
    'backstage.io/kubernetes-id': stage.name,
  };
  const secretKeyRef = { name: secretOf(stage.name), key: 'datastore_uri' };
  return apply(KINDS.job, {
    metadata: { name: `${stage.name}-${name}`, namespace: stage.namespace, labels },
    spec: {
      backoffLimit,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          containers: [
            {
              name: 'migrate',
              image: `authzed/spicedb:${SPICEDB_NEWEST}`,
              terminationMessagePolicy: 'FallbackToLogsOnError',
              env: [
                { name: 'SPICEDB_DATASTORE_ENGINE', value: 'postgres' },
                { name: 'SPICEDB_DATASTORE_CONN_URI', valueFrom: { secretKeyRef } },
                { name: 'SPICEDB_LOG_FORMAT', value: 'json' },
                { name: 'SPICEDB_SKIP_RELEASE_CHECK', value: 'true' },
              ],
              ...more,
            },
          ],
        },
      },
    },
  });
}
