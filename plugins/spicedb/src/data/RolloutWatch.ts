import {
  connectFacts,
  type Answer,
  type Assess,
  type Assessment,
  type ConnectFacts,
  type LogTail,
  type Profile,
  type Snapshot,
  type WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { ClusterProxy } from './ClusterProxy';
import { obstacleOf, type Obstacle } from './obstacle';
import { pauseBeforeNextRound, troubleOf } from './pace';
import { readSnapshot, type MetricsWish } from './readSnapshot';

/** What the page knows of a rollout at a moment. */
export interface RolloutView {
  assessment?: Assessment;
  connection?: ConnectFacts;
  /** Nothing of the cluster can be seen before somebody removes this. */
  obstacle?: Obstacle;
  reading: boolean;
  paused: boolean;
  /** The time of the cluster, corrected for a clock of this machine that is off. */
  clockOffsetMs: number;
  /** The code that reads or judges failed, which must not blank the page. */
  failure?: string;
}

export interface WatchSettings {
  restingMs: number;
  patienceMs: number;
  largestAnswerBytes: number;
  /** Absent where the platform has not switched metrics on. */
  metrics?: MetricsWish;
}

interface Surroundings {
  proxy: ClusterProxy;
  profile: Profile;
  assess: Assess;
  settings: WatchSettings;
  chance?(): number;
}

const metricsAtMostEachMs = 15_000;
const clockCounts = 5_000;

/**
 * Reads one rollout again and again for as long as anybody looks at it. Card
 * and tab of one document share one watch, and so one set of requests.
 */
export class RolloutWatch {
  private readonly ref: WorkloadRef;
  private readonly around: Surroundings;
  private readonly listeners = new Set<() => void>();
  private readonly finishedLogs = new Map<string, Answer<LogTail>>();
  private view: RolloutView = {
    reading: false,
    paused: false,
    clockOffsetMs: 0,
  };
  private last?: Snapshot;
  /** The snapshot to which the last one's metrics are compared. */
  private beforeLastMetrics?: Snapshot;
  private lastMetricsAt = -Infinity;
  private lookersAtDispatch = 0;
  private failures = 0;
  private timer?: ReturnType<typeof setTimeout>;
  private round?: AbortController;
  private due = 0;

  constructor(ref: WorkloadRef, around: Surroundings) {
    this.ref = ref;
    this.around = around;
  }

  getView = (): RolloutView => this.view;

  /** Reads while at least one listener is there. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.wake();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.sleep();
    };
  };

  /** Metrics are read while the dispatch stage is looked at. */
  lookAtDispatch = (): (() => void) => {
    this.lookersAtDispatch += 1;
    return () => {
      this.lookersAtDispatch -= 1;
    };
  };

  pause = () => {
    this.show({ paused: true });
    this.cancelTimer();
  };

  resume = () => {
    this.show({ paused: false });
    this.schedule(0);
  };

  refresh = () => {
    this.failures = 0;
    this.cancelTimer();
    void this.readOnce();
  };

  private wake() {
    document.addEventListener('visibilitychange', this.onVisibility);
    this.schedule(Math.max(0, this.due - Date.now()));
  }

  private sleep() {
    document.removeEventListener('visibilitychange', this.onVisibility);
    this.cancelTimer();
    this.round?.abort();
  }

  private readonly onVisibility = () => {
    if (document.hidden) this.cancelTimer();
    else this.schedule(Math.max(0, this.due - Date.now()));
  };

  private schedule(pauseMs: number) {
    this.cancelTimer();
    if (this.view.paused || document.hidden || this.listeners.size === 0) return;
    this.timer = setTimeout(() => void this.readOnce(), pauseMs);
  }

  private cancelTimer() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async readOnce() {
    if (this.round) return;
    const round = new AbortController();
    this.round = round;
    this.show({ reading: true });
    let retryAfterMs: number | undefined;
    try {
      const snapshot = await this.read(round.signal);
      if (round.signal.aborted) return;
      const trouble = troubleOf(snapshot);
      this.failures = trouble ? this.failures + 1 : 0;
      if (trouble?.kind === 'tooManyRequests') {
        retryAfterMs = trouble.retryAfterMs;
      }
      this.last = snapshot;
      this.show({
        assessment: this.judge(snapshot),
        connection: connectFacts(snapshot, this.around.profile.container),
        obstacle: obstacleOf(snapshot),
        failure: undefined,
      });
    } catch (error) {
      this.failures += 1;
      this.show({
        failure: error instanceof Error ? error.message : String(error),
      });
    } finally {
      this.round = undefined;
      this.show({ reading: false });
      // A round that was cut short, as nobody looked, is owed to the next who looks.
      const pause = round.signal.aborted
        ? 0
        : pauseBeforeNextRound({
            restingMs: this.around.settings.restingMs,
            assessment: this.view.assessment,
            failures: this.failures,
            retryAfterMs,
            chance: (this.around.chance ?? Math.random)(),
          });
      this.due = Date.now() + pause;
      this.schedule(pause);
    }
  }

  private async read(signal: AbortSignal) {
    const { proxy, profile, settings } = this.around;
    const wish = this.metricsWish();
    const snapshot = await readSnapshot({
      asking: {
        proxy,
        signal,
        patienceMs: settings.patienceMs,
        largestAnswerBytes: settings.largestAnswerBytes,
        now: () => this.now(),
        heardTime: time => this.setClock(time),
      },
      ref: this.ref,
      profile,
      last: this.last,
      metrics: wish,
      whyNoMetrics: settings.metrics ? 'not read yet' : 'reading metrics is not switched on',
      finishedLogs: this.finishedLogs,
    });
    if (wish) {
      this.beforeLastMetrics = this.last;
      this.lastMetricsAt = Date.now();
    }
    return snapshot;
  }

  private metricsWish(): MetricsWish | undefined {
    const { metrics } = this.around.settings;
    if (!metrics || Date.now() - this.lastMetricsAt < metricsAtMostEachMs) {
      return undefined;
    }
    const stages = this.view.assessment?.stages;
    const last = stages?.[stages.length - 1]?.state;
    const inDoubt = last !== 'ok' && last !== 'notApplicable';
    return this.lookersAtDispatch > 0 || inDoubt ? metrics : undefined;
  }

  private judge(current: Snapshot): Assessment {
    const { assess, profile } = this.around;
    return assess({
      now: this.now(),
      current,
      previous: this.beforeLastMetrics,
      profile,
    });
  }

  private now() {
    return Date.now() + this.view.clockOffsetMs;
  }

  /** Dates in answers have whole seconds, so small differences are none. */
  private setClock(time: number) {
    const offset = time - Date.now();
    const clockOffsetMs = Math.abs(offset) < clockCounts ? 0 : offset;
    if (Math.abs(clockOffsetMs - this.view.clockOffsetMs) >= clockCounts) {
      this.view = { ...this.view, clockOffsetMs };
    }
  }

  private show(change: Partial<RolloutView>) {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}
