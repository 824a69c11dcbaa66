import type { Assessment, ConnectFacts } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { Obstacle } from './obstacle';

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
