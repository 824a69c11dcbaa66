import type { Assessment, Evidence } from '../rollout/assessment';
import type { Message } from '../rollout/message';
import { inEnglish } from '../rollout/message';
import type { Profile } from '../rollout/profile';
import type { WorkloadRef } from '../rollout/snapshot';
import { anonymiser } from './anonymise';

/**
 * The assessment as text that may be shown to strangers: versions, stages,
 * findings and evidence, and none of the names by which the instance, its
 * hosts, nodes or databases could be known.
 *
 * @public
 */
export function diagnosisText(assessment: Assessment, profile: Profile, ref: WorkloadRef): string {
  const { facts, stages, verdict } = assessment;
  const hide = anonymiser(assessment, ref);
  const say = (message: Message) => hide(inEnglish(message, profile.messages));
  const versions = facts.versions.join(', ') || 'not seen';
  const lines = [
    `${profile.id}: ${verdict.state}. ${say(verdict.sentence)}`,
    `as of ${new Date(assessment.asOf).toISOString()}${assessment.stale ? ' (old data)' : ''}`,
    `versions: ${versions}${facts.targetVersion ? `; wanted: ${facts.targetVersion}` : ''}`,
    `pods: ${facts.readyPods ?? '?'} of ${facts.wantedPods ?? '?'} ready`,
    '',
  ];
  for (const stage of stages) {
    lines.push(`${stage.id}: ${stage.state}. ${say(stage.headline)}`);
    for (const finding of stage.findings) {
      const because = finding.causedBy ? `, because of ${finding.causedBy}` : '';
      lines.push(`  ${finding.code} (${finding.severity}${because}) ${say(finding.summary)}`);
      lines.push(...finding.evidence.map(evidence => `    ${hide(textOf(evidence))}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function textOf({ kind, source, text }: Evidence): string {
  return `${kind} ${source}: ${text}`;
}
