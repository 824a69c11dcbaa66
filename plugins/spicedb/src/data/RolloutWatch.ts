import {
  connectFacts,
  type Assess,
  type Profile,
  type Snapshot,
  type SourceName,
  type WorkloadRef,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { ClusterClock } from './ClusterClock';
import type { ClusterProxy } from './ClusterProxy';
import type { Depth } from './Feed';
import { MetricsPace } from './MetricsPace';
import { obstacleOf } from './obstacle';
import { feedsOf, type Feeds } from './feeds';
import { isWorthHaste, pauseBeforeNextRound, troubleOf } from './pace';
import type { MetricsWish } from './readMetrics';
import type { LogMemory } from './readLogs';
import { readSnapshot } from './readSnapshot';
import { reuse } from './reuse';
import { shownOf, type RolloutShown, type RolloutView } from './RolloutView';
import { isUnderWay, roundsOfTurn, sourcesOfRound, touchedBy } from './turn';

export interface WatchSettings {
  restingMs: number;
  patienceMs: number;
  largestAnswerBytes: number;
  /** Absent where the platform has not switched metrics on. */
  metrics?: MetricsWish;
}

interface Surroundings {
  proxy: ClusterProxy;
  /** The portal's own proxy, behind which a Prometheus may be. */
  portal?: ClusterProxy;
  profile: Profile;
  assess: Assess;
  settings: WatchSettings;
  chance?(): number;
}

/** Who goes from one view of a document to another is away for less than this. */
const graceMs = 5_000;
/** For so long after a change Argo CD may still have something to say about it. */
const settlesForMs = 60_000;
/** After so long without a look, all of it is read anew instead of source by source. */
const longAwayMs = 60_000;

/**
 * Reads one rollout again and again for as long as anybody looks at it. Card
 * and tab of one document share one watch, and so one set of requests.
 */
export class RolloutWatch {
  private readonly ref: WorkloadRef;
  private readonly around: Surroundings;
  private readonly listeners = new Set<() => void>();
  private readonly logs: LogMemory = new Map();
  private readonly feeds: Feeds;
  private readonly clock = new ClusterClock();
  private view: RolloutView = {
    reading: false,
    paused: false,
    clockOffsetMs: 0,
  };
  private shown: RolloutShown = this.view;
  private last?: Snapshot;
  /** The snapshot to which the last one's metrics are compared. */
  private beforeLastMetrics?: Snapshot;
  private readonly metricsPace: MetricsPace;
  private lookersAtDispatch = 0;
  private failures = 0;
  private timer?: ReturnType<typeof setTimeout>;
  private leaving?: ReturnType<typeof setTimeout>;
  private round?: AbortController;
  private due = 0;
  /** Since all of it was read; which source is due follows from it. */
  private rounds = 0;
  /** Rounds that are still to follow quickly, as something has just moved. */
  private lively = 0;
  private changedAt = -Infinity;
  private lastRoundAt = -Infinity;

  constructor(ref: WorkloadRef, around: Surroundings) {
    this.ref = ref;
    this.around = around;
    this.feeds = feedsOf(ref);
    this.metricsPace = new MetricsPace(around.settings.metrics);
  }

  getView = (): RolloutView => this.view;

  getShown = (): RolloutShown => this.shown;

  /** Reads while at least one listener is there. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.wake();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.sleep();
    };
  };

  /** Reads for who is about to subscribe: the first drawing need not be done before the first question. */
  begin = () => {
    if (this.listeners.size > 0 || this.leaving || this.last || this.round) return;
    document.addEventListener('visibilitychange', this.onVisibility);
    if (!document.hidden) void this.readOnce();
    this.sleep();
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
    this.refresh();
  };

  /** Reads all of it now, whatever is under way. */
  refresh = () => {
    this.failures = 0;
    this.cancelTimer();
    this.round?.abort();
    this.round = undefined;
    void this.readOnce('whole');
  };

  private wake() {
    if (this.leaving) {
      clearTimeout(this.leaving);
      this.leaving = undefined;
      if (this.round) return;
    } else {
      document.addEventListener('visibilitychange', this.onVisibility);
    }
    this.schedule(Math.max(0, this.due - Date.now()));
  }

  private sleep() {
    this.cancelTimer();
    this.leaving = setTimeout(() => {
      this.leaving = undefined;
      document.removeEventListener('visibilitychange', this.onVisibility);
      this.round?.abort();
    }, graceMs);
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

  private async readOnce(depth: Depth = this.depthOfNext()) {
    if (this.round) return;
    const round = new AbortController();
    this.round = round;
    const startedAt = Date.now();
    if (depth === 'whole') this.show({ reading: true });
    let retryAfterMs: number | undefined;
    let change: Partial<RolloutView> = {};
    try {
      const snapshot = await this.read(round.signal, depth);
      if (round.signal.aborted) return;
      const trouble = troubleOf(snapshot);
      this.failures = trouble ? this.failures + 1 : 0;
      if (trouble?.kind === 'tooManyRequests') retryAfterMs = trouble.retryAfterMs;
      const moves = this.last && touchedBy(this.last, snapshot).length > 0;
      this.lively = moves ? roundsOfTurn : Math.max(0, this.lively - 1);
      if (moves) this.changedAt = startedAt;
      this.last = snapshot;
      change = this.viewOf(snapshot);
    } catch (error) {
      this.failures += 1;
      change = { failure: error instanceof Error ? error.message : String(error) };
    } finally {
      // A round that another one has replaced has no say in what comes next.
      if (this.round === round) {
        this.round = undefined;
        this.rounds = depth === 'whole' ? 0 : this.rounds + 1;
        this.lastRoundAt = Date.now();
        this.show({ ...change, reading: false });
        this.scheduleAfter(startedAt, round.signal.aborted, retryAfterMs);
      }
    }
  }

  private scheduleAfter(startedAt: number, cutShort: boolean, retryAfterMs: number | undefined) {
    // A round that was cut short, as nobody looked, is owed to the next who looks; so are the metrics
    // without which the first verdict was shown.
    const isOwed = cutShort || (this.failures === 0 && this.metricsPace.awaitsFirst(this.last));
    const pause = isOwed
      ? 0
      : pauseBeforeNextRound({
          restingMs: this.around.settings.restingMs,
          assessment: this.view.assessment,
          failures: this.failures,
          lively: this.lively > 0,
          retryAfterMs,
          chance: (this.around.chance ?? Math.random)(),
        });
    this.due = this.failures > 0 ? Date.now() + pause : startedAt + pause;
    this.schedule(Math.max(0, this.due - Date.now()));
  }

  /** What nobody has looked at for long, or what failed, is read whole. */
  private depthOfNext(): Depth {
    const isFresh = this.last && Date.now() - this.lastRoundAt < longAwayMs;
    return isFresh && this.failures === 0 && !this.view.failure ? 'changes' : 'whole';
  }

  private async read(signal: AbortSignal, depth: Depth) {
    const { proxy, portal, profile, settings } = this.around;
    const wish = this.metricsWish();
    const { last } = this;
    const snapshot = await readSnapshot({
      asking: {
        proxy,
        portal,
        signal,
        patienceMs: settings.patienceMs,
        largestAnswerBytes: settings.largestAnswerBytes,
        now: this.clock.now,
        heardTime: this.clock.hear,
      },
      ref: this.ref,
      profile,
      feeds: this.feeds,
      sources: last && depth === 'changes' ? this.sourcesOfNext(last) : undefined,
      last,
      metrics: wish,
      readsMetrics: settings.metrics !== undefined,
      logs: this.logs,
      tellEarly: this.showEarly,
    });
    if (wish && !signal.aborted) {
      this.beforeLastMetrics = last;
      this.metricsPace.looked(Date.now());
    }
    return snapshot;
  }

  private sourcesOfNext(last: Snapshot): SourceName[] {
    if (this.metricsPace.awaitsFirst(this.last)) return [];
    const { assessment } = this.view;
    return sourcesOfRound(this.rounds, last, {
      inTrouble: assessment !== undefined && isWorthHaste(assessment),
      moves: isUnderWay(last) || Date.now() - this.changedAt < settlesForMs,
    });
  }

  private metricsWish(): MetricsWish | undefined {
    const { last, lookersAtDispatch, view } = this;
    const isLookedAt = lookersAtDispatch > 0;
    return this.metricsPace.wishOf({ now: Date.now(), last, assessment: view.assessment, isLookedAt });
  }

  /** That all is well need not wait for what would explain why it is not; anything else does. */
  private readonly showEarly = (snapshot: Snapshot) => {
    const view = this.viewOf(snapshot);
    if (view.assessment.verdict.state === 'ok') this.show(view);
  };

  private viewOf(current: Snapshot) {
    const { assess, profile } = this.around;
    const { beforeLastMetrics: previous } = this;
    return {
      assessment: assess({ now: this.clock.now(), current, previous, profile }),
      connection: connectFacts(current, profile.container),
      obstacle: obstacleOf(current),
      failure: undefined,
    };
  }

  private show(change: Partial<RolloutView>) {
    this.view = { ...this.view, clockOffsetMs: this.clock.offsetMs, ...change };
    this.shown = reuse(this.shown, shownOf(this.view));
    for (const listener of this.listeners) listener();
  }
}
