import type { Finding, Severity, Stage } from '@spicedb-portal/backstage-plugin-spicedb-common';

export interface ArrangedFinding {
  finding: Finding;
  /** What follows from it, however far. */
  folded: Finding[];
}

const order: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * What must be done first comes first, and what another finding explains is
 * folded under it, so that one cause is one alarm.
 */
export function arrange(findings: Finding[]): ArrangedFinding[] {
  const byCode = new Map(findings.map(each => [each.code, each]));
  const rootOf = (finding: Finding): Finding => {
    const seen = new Set<string>();
    let at = finding;
    while (at.causedBy && !seen.has(at.code)) {
      seen.add(at.code);
      const cause = byCode.get(at.causedBy);
      if (!cause) break;
      at = cause;
    }
    // Findings that explain each other have no first one: each stands for itself.
    return seen.has(at.code) ? finding : at;
  };

  const arranged = new Map<Finding, Finding[]>();
  for (const finding of findings) {
    const root = rootOf(finding);
    const folded = arranged.get(root) ?? [];
    arranged.set(root, folded);
    if (root !== finding) folded.push(finding);
  }
  return [...arranged]
    .map(([finding, folded]) => ({ finding, folded }))
    .sort((a, b) => order[a.finding.severity] - order[b.finding.severity]);
}

/**
 * Whether a finding is only good to know where it stands. What was not seen is
 * never a note, nor is the only word on a stage that is not well.
 */
export function isNote({ severity, code }: Finding, { state }: Pick<Stage, 'state'>) {
  return severity === 'info' && !code.startsWith('V') && state !== 'unknown' && state !== 'progressing';
}
