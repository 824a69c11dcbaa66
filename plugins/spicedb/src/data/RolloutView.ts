import type { Assessment, ConnectFacts } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { Obstacle } from './obstacle';

/** What is known of a rollout at a moment. */
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

/** What is shown of that: the very same for as long as nothing has changed but when it was read. */
export interface RolloutShown extends Omit<RolloutView, 'assessment'> {
  assessment?: Lasting;
}

export type Lasting = Omit<Assessment, 'asOf'>;

export function shownOf({ assessment, ...rest }: RolloutView): RolloutShown {
  if (!assessment) return rest;
  const { asOf, ...lasting } = assessment;
  return { ...rest, assessment: lasting };
}
