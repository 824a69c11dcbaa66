import type { Finding, Severity, Stage, StageState } from './assessment';

const badness: readonly StageState[] = [
  'failed',
  'degraded',
  'progressing',
  'unknown',
  'ok',
  'notApplicable',
];

/** The worst of some states; what does not apply counts least. */
export function worst(states: StageState[]): StageState {
  return badness.find(state => states.includes(state)) ?? 'unknown';
}

const effect: Record<Severity, StageState> = {
  error: 'failed',
  warning: 'degraded',
  info: 'notApplicable',
};

/**
 * The state of a stage after its findings: those that another finding explains
 * do not count, so one failure does not turn everything red.
 */
export function withFindings(stage: Stage): Stage {
  const roots = stage.findings.filter(finding => finding.causedBy === undefined);
  const state = worst([stage.state, ...roots.map(finding => effect[finding.severity])]);
  return { ...stage, state, findings: inOrderOfUrgency(stage.findings) };
}

const urgency: readonly Severity[] = ['error', 'warning', 'info'];

export function inOrderOfUrgency(findings: Finding[]): Finding[] {
  const rank = (finding: Finding) =>
    urgency.indexOf(finding.severity) + (finding.causedBy === undefined ? 0 : urgency.length);
  return findings.slice().sort((a, b) => rank(a) - rank(b));
}
