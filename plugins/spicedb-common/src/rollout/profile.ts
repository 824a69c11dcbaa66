import type { Assessment, Finding, RolloutFacts, Stage } from './assessment';
import type { MessageCatalog } from './message';
import type { JobObject, PodObject } from './objects';
import type { Snapshot } from './snapshot';

/** What a Job's log means to the workload that owns it. @public */
export interface LogMeaning {
  findings: Finding[];
  from?: string;
  to?: string;
}

/** What a stage of the profile's own knows when it is judged. @public */
export interface StageContext {
  now: number;
  current: Snapshot;
  previous?: Snapshot;
  /** The stages that were judged before this one. */
  stages: Stage[];
  facts: RolloutFacts;
}

/** While a finding of the stage `cause` is unexplained, these of `stage` follow from it. @public */
export interface Consequence {
  cause: string;
  /** Absent where any finding of that stage is a cause. */
  by?: RegExp;
  stage: string;
  codes: RegExp;
}

/**
 * What a workload expects of its rollout: data and small functions, so that
 * the rollout itself never mentions a workload by name.
 *
 * @public
 */
export interface Profile {
  id: string;
  /** In the order in which a change travels. */
  stages: readonly string[];
  /** The Job that prepares the workload's storage, told by its labels. */
  isMigration(job: JobObject): boolean;
  /** The pods that serve; a Job's pods never do. */
  isMember(pod: PodObject): boolean;
  /** The container that serves, in a member pod. */
  container: string;
  /** Whether a migration is expected at all (some storage needs none). */
  expectsMigration(snapshot: Snapshot): boolean | 'unknown';
  readMigrationLog(lines: string[], job: JobObject): LogMeaning;
  /** What a member pod that does not become ready says in its log or at its end. */
  readMemberTrouble(pod: PodObject, lines: string[], context: StageContext): Finding[];
  /** Stages beyond the common ones, by id. */
  ownStages: Readonly<
    Record<string, (context: StageContext) => { stage: Stage; facts?: Partial<RolloutFacts> }>
  >;
  /**
   * A member becomes ready only on prepared storage, so ready members of the
   * newest version prove the migration even when its Job is long gone.
   */
  readyProvesMigration: boolean;
  /** What follows from what among the profile's own findings. */
  follows?: readonly Consequence[];
  messages: MessageCatalog;
}

/** @public */
export type Assess = (input: {
  now: number;
  current: Snapshot;
  previous?: Snapshot;
  profile: Profile;
}) => Assessment;
