import type { Assessment, Stage, StageState } from '@spicedb-portal/backstage-plugin-spicedb-common';

const worstFirst: StageState[] = ['failed', 'degraded', 'progressing', 'unknown'];

/**
 * The stage to look at first. Among equals it is the one whose findings no
 * other explains, then one that waits for nobody, and then the one that comes
 * first on the way of a change.
 */
export function worstStage({ stages }: Pick<Assessment, 'stages'>) {
  const isCause = (stage: Stage) => stage.findings.some(finding => !finding.causedBy);
  for (const state of worstFirst) {
    const candidates = stages.filter(stage => stage.state === state);
    if (candidates.length > 0) {
      return (
        candidates.find(isCause) ?? candidates.find(stage => stage.waitsFor === undefined) ?? candidates[0]
      );
    }
  }
  return undefined;
}
