import { applyEvent, emptyState } from '../timeline/index.ts';
import type { ClusterState, KubernetesObject, Timeline } from '../timeline/index.ts';
import { lastMarkBefore, waitsOf } from './cases.ts';
import type { Cases } from './cases.ts';
import { positionAt } from './clock.ts';
import type { Position, Schedule } from './clock.ts';
import { scrapeAfter } from './counters.ts';
import { disguiseFor } from './disguise.ts';
import type { Disguise } from './disguise.ts';
import type { Instance } from './instances.ts';
import { scheduleOf } from './plan.ts';
import type { Plan } from './plan.ts';

/** One instance's recording, at the moment it has reached, under the instance's own names. */
export class Replay {
  readonly instance: Instance;
  readonly plan: Plan;
  private readonly timeline: Timeline;
  private readonly schedule: Schedule;
  private readonly disguise: Disguise;
  private readonly disguised = new WeakMap<KubernetesObject, KubernetesObject>();
  private state: ClusterState = emptyState();
  private played = 0;

  constructor(instance: Instance, plan: Plan, cases: Cases) {
    this.instance = instance;
    this.plan = plan;
    this.timeline = cases.timeline(plan.case);
    this.schedule = scheduleOf(plan, cases);
    this.disguise = disguiseFor(this.timeline, instance, plan, this.schedule);
  }

  position(now: number): Position {
    return positionAt(this.schedule, now);
  }

  /** What the recording shows somebody do next, while the replay waits for it. */
  waitsFor(now: number): string | undefined {
    const { waitsFor } = this.position(now);
    if (waitsFor === undefined) return undefined;
    const moment = this.schedule.waits[waitsFor];
    const mark = waitsOf(this.timeline).find(({ t }) => t === moment)?.mark;
    return mark && this.disguise.text(mark);
  }

  objects(now: number, isWanted: (recorded: KubernetesObject) => boolean): KubernetesObject[] {
    return [...this.stateAt(now).objects.values()].filter(isWanted).map(recorded => {
      const known = this.disguised.get(recorded) ?? this.disguise.object(recorded);
      this.disguised.set(recorded, known);
      return known;
    });
  }

  /** The log lines of one run of a container, by the names that this replay gives. */
  logLines(now: number, pod: string, container: string, run: number): string[] {
    return this.stateAt(now)
      .logs.filter(
        line => line.run === run && line.container === container && this.disguise.text(line.pod) === pod,
      )
      .map(({ line }) => this.disguise.text(line));
  }

  /** What one scrape of a pod gives, or why it gives nothing; undefined when there never was one. */
  scrape(now: number, pod: string): { text?: string; refused?: string } | undefined {
    const { t, heldMs } = this.position(now);
    const scrapes = this.timeline.events.flatMap(event =>
      'metrics' in event && event.t <= t && this.disguise.text(event.metrics.pod) === pod
        ? [{ t: event.t, ...event.metrics }]
        : [],
    );
    const shown = scrapeAfter(scrapes, heldMs, lastMarkBefore(this.timeline, t));
    if (!shown) return undefined;
    const { text, refused } = shown;
    return text === undefined
      ? { refused: this.disguise.text(refused ?? '') }
      : { text: this.disguise.text(text) };
  }

  private stateAt(now: number): ClusterState {
    const { t } = this.position(now);
    const { events } = this.timeline;
    if (t < this.state.t) {
      this.state = emptyState();
      this.played = 0;
    }
    for (let event = events[this.played]; event && event.t <= t; event = events[this.played]) {
      applyEvent(this.state, event);
      this.played += 1;
    }
    return this.state;
  }
}
