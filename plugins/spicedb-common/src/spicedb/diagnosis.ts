import type { Assessment, Evidence } from '../rollout/assessment';
import type { Message } from '../rollout/message';
import { inEnglish } from '../rollout/message';
import type { Profile } from '../rollout/profile';
import type { WorkloadRef } from '../rollout/snapshot';
import { withoutCredentials } from './log/redact';

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
    `versions: ${versions}${facts.targetVersion ? `; wanted: ${facts.targetVersion}` : ''}`,
    `pods: ${facts.readyPods ?? '?'} of ${facts.wantedPods ?? '?'} ready${
      assessment.stale ? ' (old data)' : ''
    }`,
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

/** Names that are known are replaced by what they stand for; what looks like an address goes too. */
function anonymiser({ facts }: Assessment, ref: WorkloadRef): (text: string) => string {
  const known = new Map<string, string>();
  const learn = (name: string | undefined, standsFor: string) => {
    if (name && name.length > 2 && !known.has(name)) known.set(name, standsFor);
  };
  facts.pods.forEach((pod, index) => learn(pod.name, `pod-${index + 1}`));
  facts.migration?.attempts.forEach((attempt, index) => learn(attempt.pod, `attempt-${index + 1}`));
  learn(facts.migration?.job, 'migration-job');
  facts.pods.forEach(pod => learn(pod.node, 'node'));
  learn(ref.ringService, 'ring-service');
  learn(ref.application?.name, 'instance');
  learn(ref.name, 'instance');
  learn(ref.namespace, 'namespace');
  learn(ref.cluster, 'cluster');
  // The longest first, since the name of an instance is part of the names of its pods.
  const names = [...known].sort(([a], [b]) => b.length - a.length);
  return text => {
    const named = names.reduce(
      (all, [name, standsFor]) => all.split(name).join(standsFor),
      withoutCredentials(text),
    );
    return withoutAddresses(named);
  };
}

function withoutAddresses(text: string): string {
  return text
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`]+/gi, '(address)')
    .replace(/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, '(address)')
    .replace(/\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f:]+\b/gi, '(address)')
    .replace(/\b(lookup|host|dial tcp) [a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?/gi, '$1 (host)')
    .replace(/`[^`]*user=[^`]*`/g, '(connection)')
    .replace(/\b(user|database|role) "[^"]*"/g, '$1 (name)')
    .replace(
      /\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:svc|local|internal|com|net|org|io|dev|cloud|example|invalid)(?::\d+)?\b/gi,
      '(host)',
    );
}
