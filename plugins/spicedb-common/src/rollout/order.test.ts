import type { Finding, Stage } from './assessment';
import { foldCauses } from './causes';
import { withFindings, worst } from './order';

const finding = (code: string, severity: Finding['severity'] = 'error', causedBy?: string): Finding => ({
  code,
  severity,
  summary: { key: code },
  meaning: { key: code },
  evidence: [],
  remedy: [],
  causedBy,
});
const stage = (id: string, state: Stage['state'], ...findings: Finding[]): Stage => ({
  id,
  state,
  headline: { key: id },
  findings,
});

describe('the order of states', () => {
  it.each([
    [['ok', 'unknown'], 'unknown'],
    [['ok', 'unknown', 'progressing'], 'progressing'],
    [['degraded', 'progressing'], 'degraded'],
    [['failed', 'unknown', 'degraded'], 'failed'],
    [['ok', 'notApplicable'], 'ok'],
    [['notApplicable'], 'notApplicable'],
    [[], 'unknown'],
  ] as [Stage['state'][], string][])('of %j the worst is %s', (states, expected) => {
    expect(worst(states)).toBe(expected);
  });

  it('lets findings make a stage worse, never better', () => {
    expect(withFindings(stage('pods', 'ok', finding('P1', 'warning'))).state).toBe('degraded');
    expect(withFindings(stage('pods', 'progressing', finding('P1'))).state).toBe('failed');
    expect(withFindings(stage('pods', 'unknown', finding('P1', 'info'))).state).toBe('unknown');
    expect(withFindings(stage('pods', 'failed', finding('P1', 'info'))).state).toBe('failed');
  });

  it('does not count what another finding explains, and puts it last', () => {
    const judged = withFindings(
      stage('sync', 'progressing', finding('A1', 'error', 'M1'), finding('A2', 'info')),
    );
    expect(judged.state).toBe('progressing');
    expect(judged.findings.map(f => f.code)).toEqual(['A2', 'A1']);
  });
});

describe('foldCauses', () => {
  const codes = (stages: Stage[]) =>
    stages.flatMap(s => s.findings).map(f => (f.causedBy ? `${f.code}<${f.causedBy}` : f.code));

  it('folds what follows from a failed migration under it', () => {
    const stages = [
      stage('sync', 'progressing', finding('A103', 'warning')),
      stage('migration', 'progressing', finding('M210')),
      stage('pods', 'progressing', finding('P107', 'warning')),
    ];
    expect(codes(foldCauses(stages))).toEqual(['A103<M210', 'M210', 'P107<M210']);
  });

  it('keeps apart what the migration does not explain', () => {
    const stages = [
      stage('migration', 'progressing', finding('M210')),
      stage('pods', 'ok', finding('P112', 'warning')),
    ];
    expect(codes(foldCauses(stages))).toEqual(['M210', 'P112']);
  });

  it('explains nothing by what is only good to know, or was not seen', () => {
    const stages = [
      stage('sync', 'progressing', finding('A103', 'warning')),
      stage('migration', 'unknown', finding('V101', 'info'), finding('M216', 'info')),
    ];
    expect(codes(foldCauses(stages))).toEqual(['A103', 'V101', 'M216']);
  });

  it('takes the rules of a profile as well', () => {
    const stages = [stage('pods', 'ok', finding('P9')), stage('own', 'ok', finding('X1'))];
    const own = [{ cause: 'pods', stage: 'own', codes: /^X/ }];
    expect(codes(foldCauses(stages, own))).toEqual(['P9', 'X1<P9']);
    expect(codes(foldCauses(stages))).toEqual(['P9', 'X1']);
  });
});
