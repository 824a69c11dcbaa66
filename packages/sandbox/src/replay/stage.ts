import type { Repository } from '../git/repository.ts';
import type { KubernetesObject } from '../timeline/index.ts';
import type { Cases } from './cases.ts';
import { findInstances } from './instances.ts';
import type { Instance } from './instances.ts';
import type { Memory } from './memory.ts';
import { planAfter, planAfterAct } from './plan.ts';
import type { Plan } from './plan.ts';
import { Replay } from './replay.ts';

export interface StageOptions {
  repository: Repository;
  cases: Cases;
  memory: Memory;
  speed: number;
  now(): number;
}

/** What one instance's replay is doing, in words for people. */
export interface ReplayReport {
  instance: string;
  namespace: string;
  cluster: string;
  case: string;
  title: string;
  state: 'playing' | 'waiting' | 'ended';
  waitsFor?: string;
}

/** All replays together: one for each instance that stands on the repository's main branch. */
export class Stage {
  private readonly options: StageOptions;
  private replays: Replay[] = [];
  private problems: string[] = [];
  private comparing: Promise<void> = Promise.resolve();
  /** Seconds of a recording that pass in one second, for replays that begin from now on. */
  speed: number;

  constructor(options: StageOptions) {
    this.options = options;
    this.speed = options.speed;
  }

  /** Compares the instances with the main branch; calls wait for one another. */
  compare(): Promise<void> {
    this.comparing = this.comparing.then(
      () => this.compareNow(),
      () => this.compareNow(),
    );
    return this.comparing;
  }

  private async compareNow(): Promise<void> {
    const { repository, cases, memory, now } = this.options;
    const { speed } = this;
    const commit = await repository.head();
    if (commit === undefined) return;
    const { instances, problems } = await findInstances(repository, commit);
    this.problems = [...problems, ...instances.flatMap(one => unknownCase(one, cases))];
    const before = memory.recall();
    const plans = Object.fromEntries(
      instances.map(instance => {
        const known = before[instance.id];
        const kept = known && cases.has(known.case) ? known : undefined;
        return [instance.id, planAfter(kept, { instance, commit, now: now(), speed, cases })];
      }),
    );
    memory.remember(plans);
    this.replays = instances.flatMap(instance => {
      const plan = plans[instance.id];
      return plan ? [this.replayOf(instance, plan)] : [];
    });
  }

  // A replay whose plan did not change keeps what it has played and disguised so far.
  private replayOf(instance: Instance, plan: Plan): Replay {
    const same = this.replays.find(
      replay =>
        JSON.stringify(replay.plan) === JSON.stringify(plan) &&
        JSON.stringify(replay.instance) === JSON.stringify(instance),
    );
    return same ?? new Replay(instance, plan, this.options.cases);
  }

  /** Goes on with a replay that waits for somebody; false when it does not wait. */
  act(id: string): boolean {
    const { memory, cases, now } = this.options;
    const replay = this.replays.find(one => one.instance.id === id);
    if (!replay) return false;
    const plan = planAfterAct(replay.plan, cases, now());
    if (plan === replay.plan) return false;
    memory.remember({ ...memory.recall(), [id]: plan });
    this.replays = this.replays.map(one => (one === replay ? new Replay(replay.instance, plan, cases) : one));
    return true;
  }

  reports(): { replays: ReplayReport[]; problems: string[] } {
    const { cases, now } = this.options;
    const replays = this.replays.map(replay => {
      const waitsFor = replay.waitsFor(now());
      const { ended } = replay.position(now());
      const state = waitsFor === undefined ? (ended ? 'ended' : 'playing') : 'waiting';
      return {
        instance: replay.instance.id,
        namespace: replay.instance.namespace,
        cluster: replay.instance.cluster,
        case: replay.plan.case,
        title: cases.timeline(replay.plan.case).header.title,
        state,
        ...(waitsFor === undefined ? {} : { waitsFor }),
      } satisfies ReplayReport;
    });
    return { replays, problems: this.problems };
  }

  /** The objects of one cluster, or of all of them, that are of a kind. */
  objects(kind: string, apiGroup: string, cluster?: string): KubernetesObject[] {
    const now = this.options.now();
    const isWanted = (object: KubernetesObject) =>
      object.kind === kind && groupOf(object.apiVersion) === apiGroup;
    return this.on(cluster, apiGroup).flatMap(replay => replay.objects(now, isWanted));
  }

  logLines(namespace: string, pod: string, container: string, run: number, cluster?: string): string[] {
    const now = this.options.now();
    return this.on(cluster, '')
      .filter(({ instance }) => instance.namespace === namespace)
      .flatMap(replay => replay.logLines(now, pod, container, run));
  }

  scrape(namespace: string, pod: string, cluster?: string) {
    const now = this.options.now();
    for (const replay of this.on(cluster, '')) {
      const scrape = replay.instance.namespace === namespace && replay.scrape(now, pod);
      if (scrape) return scrape;
    }
    return undefined;
  }

  private on(cluster: string | undefined, apiGroup: string): Replay[] {
    if (cluster === undefined) return this.replays;
    return this.replays.filter(({ instance }) =>
      apiGroup === 'argoproj.io' ? instance.application.cluster === cluster : instance.cluster === cluster,
    );
  }
}

export const groupOf = (apiVersion: string) =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

function unknownCase({ id, wantedCase }: Instance, cases: Cases): string[] {
  if (wantedCase === undefined || cases.has(wantedCase)) return [];
  return [
    `instances/${id}/replay.txt asks for "${wantedCase}", which was not recorded. Recorded cases: ${cases.names.join(
      ', ',
    )}.`,
  ];
}
