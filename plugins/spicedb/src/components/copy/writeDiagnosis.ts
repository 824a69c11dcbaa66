import type { Assessment, Message } from '@spicedb-portal/backstage-plugin-spicedb-common';

/**
 * The page as text to paste into a ticket: versions, stages, findings and
 * their evidence, without a host, key, URI or the name of the instance.
 */
export function writeDiagnosis(
  assessment: Assessment,
  names: string[],
  sentence: (message: Message) => string,
): string {
  const { verdict, stages, facts, asOf, stale } = assessment;
  const lines = [
    `${verdict.state}: ${sentence(verdict.sentence)}`,
    `as of ${new Date(asOf).toISOString()}${stale ? ' (stale)' : ''}`,
    `versions: ${facts.versions.join(', ') || 'not known'}${
      facts.targetVersion ? `, wanted: ${facts.targetVersion}` : ''
    }`,
    `pods: ${facts.readyPods ?? '?'} of ${facts.wantedPods ?? '?'} ready`,
    '',
  ];
  for (const stage of stages) {
    lines.push(`${stage.id}: ${stage.state}: ${sentence(stage.headline)}`);
    for (const finding of stage.findings) {
      const cause = finding.causedBy ? ` (follows from ${finding.causedBy})` : '';
      lines.push(`  ${finding.code} ${sentence(finding.summary)}${cause}`);
      for (const { source, text } of finding.evidence) {
        lines.push(`    ${source}: ${text}`);
      }
    }
  }
  return anonymise(lines.join('\n'), names);
}

const secrets: [RegExp, string][] = [
  [/-----BEGIN [^-]+-----[\s\S]*?-----END [^-]+-----/g, '<certificate or key>'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"',)]+/gi, '<uri>'],
  [/\b([\w-]*(?:password|passwd|pwd|token|secret|key))(\s*[=:]\s*)("[^"]*"|\S+)/gi, '$1$2<hidden>'],
  [/\b(user|username|host|database|dbname)(=)("[^"]*"|`[^`]*`|\S+)/gi, '$1$2<hidden>'],
  [/\b(for user|database) ("[^"]*"|`[^`]*`)/gi, '$1 <hidden>'],
  [/\blookup [^\s:]+/g, 'lookup <hidden>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '<address>'],
  [/\[[0-9a-f:.]*:[0-9a-f:.]+\](?::\d+)?/gi, '<address>'],
  [
    /(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?|(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}/gi,
    '<address>',
  ],
  [/\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.){2,}[a-z][a-z0-9-]+(?::\d+)?\b/gi, '<host>'],
  [/\b[a-z0-9-]+\.(?:svc|local|internal|com|net|org|io|dev|cloud)(?::\d+)?\b/gi, '<host>'],
  [/\b[A-Za-z0-9+/_-]{40,}={0,2}/g, '<hidden>'],
];

export function anonymise(text: string, names: string[]): string {
  let result = text;
  for (const [pattern, instead] of secrets) {
    result = result.replace(pattern, instead);
  }
  names
    .filter(name => name.length > 1)
    .sort((a, b) => b.length - a.length)
    .forEach((name, index) => {
      result = result.split(name).join(`<name ${index + 1}>`);
    });
  return result;
}
