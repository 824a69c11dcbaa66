import type { Finding, Stage } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { worstStage } from './worstStage';

const finding = (code: string, causedBy?: string) => ({ code, causedBy } as Finding);
const stage = (id: string, state: Stage['state'], ...findings: Finding[]) =>
  ({ id, state, findings } as Stage);

describe('the stage that is opened first', () => {
  it('is the worst', () => {
    expect(worstStage({ stages: [stage('sync', 'progressing'), stage('pods', 'degraded')] })?.id).toBe(
      'pods',
    );
  });

  it('is among equals the one with the cause', () => {
    const stages = [
      stage('sync', 'failed', finding('A1', 'M1')),
      stage('migration', 'failed', finding('M1')),
    ];
    expect(worstStage({ stages })?.id).toBe('migration');
  });

  it('is none that only waits for another', () => {
    const stages = [
      { ...stage('sync', 'progressing'), waitsFor: 'migration' },
      stage('migration', 'progressing'),
    ];
    expect(worstStage({ stages })?.id).toBe('migration');
  });

  it('is none where all is well: that is quiet', () => {
    expect(
      worstStage({
        stages: [stage('git', 'ok'), stage('sync', 'notApplicable'), stage('pods', 'ok', finding('P1'))],
      }),
    ).toBe(undefined);
  });
});
