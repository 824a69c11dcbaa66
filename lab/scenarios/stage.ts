/** Where a case is played: one namespace, its Application, its database, and what a person may do. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ARGOCD_NAMESPACE } from '../argocd.ts';
import { signalContainer } from '../images.ts';
import { apply, find, KINDS, list, patch, remove, removePodsAtOnce } from '../kube.ts';
import type { KubernetesObject, Resource } from '../kube.ts';
import { DATABASE_HOST, DATABASE_PORT, holdTable, sql } from '../postgres.ts';
import { startTraffic } from '../traffic.ts';
import type { Traffic, TrafficOptions } from '../traffic.ts';
import { waitFor } from '../waiting.ts';
import * as gitops from './gitops.ts';
import { applicationOf, folderOf, secretOf, valuesOf } from './instance.ts';
import type { Values } from './instance.ts';

export interface ApplicationStatus {
  sync?: { status: string; revision?: string; revisions?: string[] };
  health?: { status: string };
  operationState?: { phase: string; message?: string; retryCount?: number };
  conditions?: Array<{ type: string; message: string }>;
}

export interface PodView {
  name: string;
  component: string;
  ready: boolean;
  image: string;
  /** Why a container waits or ended, as Kubernetes says it. */
  reasons: string[];
  containerId?: string;
}

interface ContainerStatus {
  containerID?: string;
  ready: boolean;
  state?: Record<string, { reason?: string }>;
}

const newPassword = () => randomBytes(12).toString('hex');

export class Stage {
  readonly name: string;
  readonly namespace: string;
  /** Credentials of this case, none of which may reach a recording. */
  readonly secrets: string[] = [];
  private readonly mark: (text: string) => void;
  private password = '';
  private readonly presharedKey = newPassword();
  private values: Values = {};
  private traffics: Traffic[] = [];

  constructor(name: string, namespace: string, mark: (text: string) => void) {
    this.name = name;
    this.namespace = namespace;
    this.mark = mark;
    this.secrets.push(this.presharedKey);
  }

  /** Tells of something that a person did: it is printed, and stands in the recording. */
  did(what: string): void {
    process.stdout.write(`    ${what}\n`);
    this.mark(what);
  }

  // --- What is given -------------------------------------------------------------------------------

  async emptyNamespace(): Promise<void> {
    await apply(KINDS.namespace, { metadata: { name: this.namespace } });
    await waitFor(
      'the service account of the namespace',
      () => find(KINDS.serviceAccount, this.namespace, 'default'),
      {
        timeoutMs: 20_000,
      },
    );
    await gitops.seedRepository();
  }

  async emptyDatabase(): Promise<void> {
    this.password = newPassword();
    this.secrets.push(this.password);
    await this.dropDatabase();
    await sql(`CREATE ROLE "${this.name}" LOGIN PASSWORD '${this.password}';`);
    await sql(`CREATE DATABASE "${this.name}" OWNER "${this.name}";`);
  }

  /** Lets whoever makes this table wait, until the function that comes back is called. */
  holdsTable(table: string): Promise<() => Promise<void>> {
    return holdTable(table, this.name);
  }

  /** The Secret that the instance reads its credentials from, made outside of Git. */
  async secret({ password = this.password } = {}): Promise<void> {
    if (password !== this.password) this.secrets.push(password);
    const address = `${DATABASE_HOST}:${DATABASE_PORT}/${this.name}?sslmode=disable`;
    await apply(KINDS.secret, {
      metadata: { name: secretOf(this.name), namespace: this.namespace },
      stringData: {
        preshared_key: this.presharedKey,
        datastore_uri: `postgres://${this.name}:${password}@${address}`,
      },
    });
  }

  // --- What is done --------------------------------------------------------------------------------

  /** Commits a new instance and makes its Application, as the portal's pull request does. */
  async commitInstance(version: string, more: Values): Promise<void> {
    this.values = valuesOf(this.name, version, more);
    const application = applicationOf(this.name, this.namespace);
    gitops.write(`${folderOf(this.name)}/values.yaml`, this.values);
    gitops.write(`${folderOf(this.name)}/application.yaml`, application);
    const revision = await gitops.commit(`Add the SpiceDB instance ${this.name}`);
    this.did(`committed the instance ${this.name} (${revision.slice(0, 7)})`);
    const { apiVersion: _version, kind: _kind, ...object } = application;
    await apply(KINDS.application, object);
  }

  /** Commits other values and lets Argo CD know, as its webhook would. */
  async commitValues(message: string, change: (values: Values) => Values): Promise<string> {
    this.values = change(this.values);
    return this.commitFile(message, 'values.yaml', this.values);
  }

  async commitFile(message: string, name: string, content: object | string): Promise<string> {
    gitops.write(`${folderOf(this.name)}/${name}`, content);
    const revision = await gitops.commit(message);
    this.did(`committed: ${message} (${revision.slice(0, 7)})`);
    await this.refresh();
    return revision;
  }

  async revertCommit(): Promise<void> {
    const revision = await gitops.revert();
    this.did(`reverted the last commit (${revision.slice(0, 7)})`);
    await this.refresh();
  }

  refresh(): Promise<unknown> {
    return patch(KINDS.application, ARGOCD_NAMESPACE, this.name, {
      metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
    });
  }

  signal(pod: PodView, signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<unknown> {
    if (!pod.containerId) throw new Error(`pod ${pod.name} has no container yet`);
    return signalContainer(pod.containerId, signal);
  }

  async traffic(options: TrafficOptions = {}): Promise<Traffic> {
    const traffic = await startTraffic(`${this.name}.${this.namespace}`, this.presharedKey, options);
    this.traffics.push(traffic);
    return traffic;
  }

  // --- What is seen --------------------------------------------------------------------------------

  /** Waits until something is seen, and says so. */
  async sees<T>(what: string, ask: () => Promise<T | undefined | false>, timeoutMs = 120_000): Promise<T> {
    const began = Date.now();
    const answer = await waitFor(what, ask, {
      timeoutMs,
      everyMs: 250,
      remedy: 'Look at the cluster with "./dev lab shell".',
    });
    process.stdout.write(`    seen after ${((Date.now() - began) / 1000).toFixed(1)} s: ${what}\n`);
    return answer;
  }

  async application(): Promise<ApplicationStatus> {
    const object = await find(KINDS.application, ARGOCD_NAMESPACE, this.name);
    return (object?.status ?? {}) as ApplicationStatus;
  }

  seesSyncedAndHealthy(timeoutMs = 180_000): Promise<boolean> {
    return this.sees(
      'the Application is Synced and Healthy',
      async () => {
        const { sync, health, operationState } = await this.application();
        return (
          sync?.status === 'Synced' && health?.status === 'Healthy' && operationState?.phase === 'Succeeded'
        );
      },
      timeoutMs,
    );
  }

  objects = (kind: Resource): Promise<KubernetesObject[]> =>
    list(kind, this.namespace).then(({ items }) => items);

  async pods(component: 'server' | 'migration'): Promise<PodView[]> {
    return (await this.objects(KINDS.pod)).map(viewOf).filter(pod => pod.component === component);
  }

  async readyPods(version: string, count: number): Promise<PodView[] | undefined> {
    const ready = (await this.pods('server')).filter(pod => pod.ready && pod.image.endsWith(`:${version}`));
    return ready.length === count ? ready : undefined;
  }

  /** Addresses of the ring as its members learn them: those of the Endpoints. */
  async endpointAddresses(): Promise<string[]> {
    const endpoints = await find(KINDS.endpoints, this.namespace, `${this.name}-dispatch`);
    const subsets = (endpoints?.subsets ?? []) as Array<{ addresses?: Array<{ ip: string }> }>;
    return subsets.flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip));
  }

  /** Lets the recording see a state for a while; nothing waits for this time to have passed. */
  lingers(seconds: number): Promise<void> {
    return pause(seconds * 1000);
  }

  // --- Afterwards ----------------------------------------------------------------------------------

  /** Removes everything of the case, whatever came of it. */
  async clear(): Promise<void> {
    for (const traffic of this.traffics) await traffic.stop().catch(() => {});
    // Without its finalizer an Application goes at once; the namespace takes the objects with it.
    if (await find(KINDS.application, ARGOCD_NAMESPACE, this.name)) {
      await patch(KINDS.application, ARGOCD_NAMESPACE, this.name, { metadata: { finalizers: null } });
      await remove(KINDS.application, ARGOCD_NAMESPACE, this.name);
    }
    await removePodsAtOnce(this.namespace);
    await remove(KINDS.namespace, undefined, this.namespace);
    await waitFor(
      'the namespace to be gone',
      async () => !(await find(KINDS.namespace, undefined, this.namespace)),
      {
        timeoutMs: 90_000,
      },
    );
    await this.dropDatabase();
  }

  private async dropDatabase(): Promise<void> {
    await sql(`DROP DATABASE IF EXISTS "${this.name}" WITH (FORCE);`);
    await sql(`DROP ROLE IF EXISTS "${this.name}";`);
  }
}

function viewOf({ metadata, spec, status }: KubernetesObject): PodView {
  const { containers } = spec as { containers: Array<{ image: string }> };
  const { containerStatuses = [] } = (status ?? {}) as { containerStatuses?: ContainerStatus[] };
  const [first] = containerStatuses;
  return {
    name: metadata.name,
    component: metadata.labels?.['app.kubernetes.io/component'] ?? '',
    ready: containerStatuses.length > 0 && containerStatuses.every(({ ready }) => ready),
    image: containers[0]?.image ?? '',
    reasons: containerStatuses.flatMap(({ state = {} }) =>
      Object.values(state).flatMap(({ reason }) => (reason ? [reason] : [])),
    ),
    ...(first?.containerID ? { containerId: first.containerID } : {}),
  };
}
