/** Where a case is played: one namespace, its Application, its database, and what a person may do. */
import { setTimeout as pause } from 'node:timers/promises';
import { ARGOCD_NAMESPACE, kubectl } from '../argocd.ts';
import { run } from '../commands.ts';
import type { RunOptions } from '../commands.ts';
import { enter } from '../enclosure.ts';
import { signalContainer } from '../images.ts';
import { apply, find, KINDS, list, patch, remove, removePodsAtOnce } from '../kube.ts';
import type { KubernetesObject, Resource } from '../kube.ts';
import { nodeNamed } from '../nodes.ts';
import { startTraffic } from '../traffic.ts';
import type { Traffic, TrafficOptions } from '../traffic.ts';
import { waitFor } from '../waiting.ts';
import { Database, newPassword } from './database.ts';
import type { Login } from './database.ts';
import { ExpectationFailed } from './expectation.ts';
import { Helm } from './helm.ts';
import { applicationOf, folderOf, secretOf, valuesOf, withFewConnections } from './instance.ts';
import type { Values } from './instance.ts';
import { GitopsRepository } from './repository.ts';
import type { Break } from './scenario.ts';
import { addressesIn, jobView, podView } from './views.ts';
import type { ApplicationStatus, JobView, PodView } from './views.ts';

const DEFAULT_PATIENCE_SECONDS = 45;

export interface StageOptions {
  name: string;
  namespace: string;
  /** Told of what a person did. */
  mark?: (text: string) => void;
  /** Where lines for the person at the terminal go. */
  say?: (text: string) => void;
  /** With which the case is played, so that it must go red. */
  broken?: Break;
  /** Somebody will look at the recording, so that states are let stand for a while. */
  unhurried?: boolean;
}

export class Stage {
  readonly name: string;
  readonly namespace: string;
  readonly presharedKey = newPassword();
  readonly database: Database;
  readonly repository: GitopsRepository;
  readonly helm: Helm;
  /** Credentials of this case, none of which may reach a recording. */
  readonly secrets: string[];
  /** What a red case leaves besides its objects and logs, by the name of the file. */
  readonly kept = new Map<string, string | Uint8Array>();
  private readonly mark: (text: string) => void;
  private readonly say: (text: string) => void;
  private readonly broken: Break | undefined;
  private readonly unhurried: boolean;
  private values: Values = {};
  private traffics: Traffic[] = [];
  private endings: Array<() => Promise<unknown>> = [];

  constructor({ name, namespace, mark = () => {}, say = () => {}, broken, unhurried = false }: StageOptions) {
    this.name = name;
    this.namespace = namespace;
    this.mark = mark;
    this.say = say;
    this.broken = broken;
    this.unhurried = unhurried;
    this.database = new Database(name);
    this.repository = new GitopsRepository(name);
    this.secrets = [this.presharedKey, this.database.password];
    this.helm = new Helm({
      name,
      namespace,
      chart: this.repository.chart,
      lay: values => this.lay(values),
      did: what => this.did(what),
    });
  }

  /** Tells of something that a person did: it is printed, and stands in the recording. */
  did(what: string): void {
    this.say(what);
    this.mark(what);
  }

  /** Lets a red case leave a file, a picture for example. */
  keep(name: string, content: string | Uint8Array): void {
    this.kept.set(name, content);
  }

  /** Done when the case is over, whatever came of it; the newest first. */
  afterwards(ending: () => Promise<unknown>): void {
    this.endings.unshift(ending);
  }

  // --- What is given -------------------------------------------------------------------------------

  async emptyNamespace(): Promise<void> {
    await apply(KINDS.namespace, { metadata: { name: this.namespace } });
    await waitFor(
      'the service account of the namespace',
      () => find(KINDS.serviceAccount, this.namespace, 'default'),
      { timeoutMs: 60_000 },
    );
    await this.repository.make({}, this.broken?.chart);
  }

  emptyDatabase(): Promise<void> {
    return this.database.create();
  }

  /** The Secret that the instance reads its credentials from, made outside of Git. */
  async secret({ data = {}, ...login }: Login & { data?: Record<string, string> } = {}): Promise<void> {
    this.secrets.push(...Object.values(data), ...(login.password ? [login.password] : []));
    await apply(KINDS.secret, {
      metadata: { name: secretOf(this.name), namespace: this.namespace },
      stringData: {
        preshared_key: this.presharedKey,
        datastore_uri: this.database.uri(login),
        ...data,
      },
    });
  }

  // --- What is done --------------------------------------------------------------------------------

  /** Commits a new instance and makes its Application, as the portal's pull request does. */
  async commitInstance(version: string, more: Values): Promise<void> {
    this.values = valuesOf(this.name, version, more);
    const application = applicationOf(this.name, this.namespace, this.repository.url);
    this.repository.write(`${folderOf(this.name)}/values.yaml`, this.lay(this.values));
    this.repository.write(`${folderOf(this.name)}/application.yaml`, application);
    const revision = await this.repository.commit(`Add the SpiceDB instance ${this.name}`);
    this.did(`committed the instance ${this.name} (${revision.slice(0, 7)})`);
    const { apiVersion: _version, kind: _kind, ...object } = application;
    await apply(KINDS.application, object);
  }

  /** Commits other values and lets Argo CD know, as its webhook would. */
  async commitValues(message: string, change: (values: Values) => Values): Promise<string> {
    this.values = change(this.values);
    return this.commitFile(message, 'values.yaml', this.lay(this.values));
  }

  async commitFile(message: string, name: string, content: object | string): Promise<string> {
    this.repository.write(`${folderOf(this.name)}/${name}`, content);
    const revision = await this.repository.commit(message);
    this.did(`committed: ${message} (${revision.slice(0, 7)})`);
    await this.refresh();
    return revision;
  }

  async revertCommit(): Promise<void> {
    const revision = await this.repository.revert();
    this.did(`reverted the last commit (${revision.slice(0, 7)})`);
    await this.refresh();
  }

  refresh(): Promise<unknown> {
    return patch(KINDS.application, ARGOCD_NAMESPACE, this.name, {
      metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
    });
  }

  signal(pod: PodView, signal: NodeJS.Signals): Promise<unknown> {
    if (!pod.containerId || !pod.node) throw new Error(`pod ${pod.name} has no container yet`);
    return signalContainer(nodeNamed(pod.node), pod.containerId, signal);
  }

  async traffic(options: TrafficOptions = {}): Promise<Traffic> {
    const traffic = await startTraffic(this, this.presharedKey, options);
    this.traffics.push(traffic);
    return traffic;
  }

  /** kubectl in the namespace of the case; gives back what it wrote, throws when it fails. */
  kubectl(args: string[], input?: string): Promise<string> {
    return kubectl(['--namespace', this.namespace, ...args], input);
  }

  /** A command in the lab's network. */
  inside(command: string, args: string[], options: RunOptions = {}): Promise<string> {
    return run('nsenter', [...enter('network'), command, ...args], options);
  }

  // --- What is seen --------------------------------------------------------------------------------

  /** Waits until something is seen, and says so. */
  async sees<T>(what: string, ask: () => Promise<T | undefined | false>, timeoutMs = 120_000): Promise<T> {
    const began = Date.now();
    const answer = await waitFor(what, ask, {
      timeoutMs: this.patienceFor(what) ?? timeoutMs,
      everyMs: 250,
    }).catch((error: Error) => {
      throw new ExpectationFailed(error.message, { cause: error });
    });
    this.say(`seen after ${((Date.now() - began) / 1000).toFixed(1)} s: ${what}`);
    return answer;
  }

  // Broken, the case need not wait for what will not come as long as it would for what is late.
  private patienceFor(what: string): number | undefined {
    if (!this.broken || !what.includes(this.broken.because)) return undefined;
    return (this.broken.patience ?? DEFAULT_PATIENCE_SECONDS) * 1000;
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
    return (await this.objects(KINDS.pod)).map(podView).filter(pod => pod.component === component);
  }

  async jobs(): Promise<JobView[]> {
    return (await this.objects(KINDS.job)).map(jobView);
  }

  async readyPods(version: string, count: number): Promise<PodView[] | undefined> {
    const ready = (await this.pods('server')).filter(pod => pod.ready && pod.image.endsWith(`:${version}`));
    return ready.length === count ? ready : undefined;
  }

  /** Addresses of the ring as its members learn them: those of the Endpoints. */
  async endpointAddresses(service = `${this.name}-dispatch`): Promise<string[]> {
    return addressesIn(await find(KINDS.endpoints, this.namespace, service));
  }

  /** Lets a recording that is published show a state for a while; no case may depend on it. */
  async lingers(seconds: number): Promise<void> {
    if (this.unhurried) await pause(seconds * 1000);
  }

  // --- Afterwards ----------------------------------------------------------------------------------

  /** Removes everything of the case, whatever came of it. */
  async clear(): Promise<void> {
    for (const ending of this.endings.splice(0)) await ending();
    for (const traffic of this.traffics) await traffic.stop().catch(() => {});
    // Without its finalizer an Application goes at once; the namespace takes the objects with it.
    if (await find(KINDS.application, ARGOCD_NAMESPACE, this.name)) {
      await patch(KINDS.application, ARGOCD_NAMESPACE, this.name, { metadata: { finalizers: null } });
      await remove(KINDS.application, ARGOCD_NAMESPACE, this.name);
    }
    await removePodsAtOnce(this.namespace);
    await this.releaseHooks();
    await remove(KINDS.namespace, undefined, this.namespace);
    await waitFor(
      'the namespace to be gone',
      async () => !(await find(KINDS.namespace, undefined, this.namespace)),
      { timeoutMs: 120_000 },
    );
    await this.database.drop();
    this.repository.remove();
  }

  // Argo CD keeps the Jobs of its hooks from being removed, until their Application is gone.
  private async releaseHooks(): Promise<void> {
    for (const { metadata } of await this.objects(KINDS.job)) {
      if (metadata.finalizers) {
        await patch(KINDS.job, this.namespace, metadata.name, { metadata: { finalizers: null } });
      }
    }
  }

  private lay(values: Values): Values {
    const frugal = withFewConnections(values);
    return this.broken?.values?.(frugal) ?? frugal;
  }
}
