import type { Message } from './message';

/** Worst first: failed, degraded, progressing, unknown, ok. @public */
export type StageState = 'failed' | 'degraded' | 'progressing' | 'unknown' | 'ok' | 'notApplicable';

/** @public */
export type Severity = 'error' | 'warning' | 'info';

/** One thing that was seen: what kind of thing, where, and its own words. @public */
export interface Evidence {
  kind: 'condition' | 'event' | 'log' | 'metric' | 'field' | 'refusal';
  /** For example `job/checkout-migrate-4e1d`, or `pod/checkout-7c9/server`. */
  source: string;
  text: string;
  at?: number;
}

/** What to do next: words, and where there is one, a command to copy. @public */
export interface Remedy {
  text: Message;
  command?: string;
}

/** @public */
export interface Finding {
  /** Stable, never reused; has a page in docs/findings. */
  code: string;
  severity: Severity;
  summary: Message;
  meaning: Message;
  evidence: Evidence[];
  remedy: Remedy[];
  /** Code of the finding that explains this one; it is then folded under it. */
  causedBy?: string;
}

/** @public */
export interface Stage {
  /** `git`, `sync`, `migration`, `pods`, and what the profile adds. */
  id: string;
  state: StageState;
  headline: Message;
  /** Id of the stage before it that has to come right first; nothing moves here until then. */
  waitsFor?: string;
  /** When this state began, as far as the cluster tells. */
  since?: number;
  findings: Finding[];
}

/** One row of the pods table. @public */
export interface PodFact {
  name: string;
  version?: string;
  ready: boolean;
  phase: string;
  restarts: number;
  node?: string;
  /** The zone of its node, where the cluster writes that on its pods. */
  zone?: string;
  startedAt?: number;
  /** The workload's newest template made this pod. */
  current?: boolean;
  /** Why the pod is not ready, in its own words (reason, message). */
  why?: string;
  lastExit?: { code: number; reason?: string; at?: number };
}

/** One attempt of a Job. @public */
export interface AttemptFact {
  pod: string;
  container: string;
  outcome: 'running' | 'waiting' | 'succeeded' | 'failed';
  exitCode?: number;
  startedAt?: number;
  finishedAt?: number;
  logTail: string[];
}

/** The migration that the page shows: the newest Job and its attempts. @public */
export interface MigrationFact {
  job: string;
  outcome: 'running' | 'waiting' | 'succeeded' | 'failed';
  version?: string;
  /** First and last revision that the log names. */
  from?: string;
  to?: string;
  startedAt?: number;
  finishedAt?: number;
  maxAttempts?: number;
  attempts: AttemptFact[];
}

/** One member of the ring and the share of work it handled between two looks. @public */
export interface RingMemberFact {
  pod: string;
  ip?: string;
  listed: boolean;
  ready: boolean;
  /** How many addresses this member sends work to; absent when not measured. */
  sees?: number;
  handled?: number;
}

/** @public */
export interface RingFact {
  members: RingMemberFact[];
  /** Addresses in the Endpoints object that belong to no live pod. */
  strangers: string[];
  /** Part of the shared calls answered from cache, 0 to 1. */
  hitRatio?: number;
  /** Pods whose metrics were read, and how many there are. */
  measured: number;
}

/** @public */
export interface ApplicationFact {
  name: string;
  revisions: string[];
  sync?: string;
  health?: string;
  phase?: string;
  message?: string;
  finishedAt?: number;
}

/** What the page draws besides the judgement; no component reads a raw object. @public */
export interface RolloutFacts {
  application?: ApplicationFact;
  migration?: MigrationFact;
  pods: PodFact[];
  readyPods?: number;
  wantedPods?: number;
  /** Versions that run now, newest first, as far as image tags tell. */
  versions: string[];
  targetVersion?: string;
  ring?: RingFact;
}

/** @public */
export interface Assessment {
  verdict: { state: StageState; sentence: Message };
  /** Time of the oldest answer that the verdict rests on. */
  asOf: number;
  /** Some source did not answer, and what it said before is shown. */
  stale: boolean;
  stages: Stage[];
  facts: RolloutFacts;
}
