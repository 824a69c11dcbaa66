import { recordedLog, referenceFiles, referenceMoment } from '../__fixtures__/reference';
import { assess } from '../rollout/assess';
import type { Assessment } from '../rollout/assessment';
import { logKey } from '../rollout/snapshot';
import { spicedbProfile } from './profile';

const rail = ({ stages }: Assessment) => stages.map(stage => stage.state).join(' ');
const codes = ({ stages }: Assessment) =>
  stages
    .flatMap(stage => stage.findings)
    .filter(finding => finding.severity !== 'info')
    .map(({ causedBy, code }) => (causedBy ? `${code}<${causedBy}` : code))
    .join(' ');

/** Recorded moment, rail (Git, Argo CD, migration, pods, ring), and what is found. */
const wanted: [moment: string, rail: string, codes: string][] = [
  ['argo-first-install-migrating', 'ok progressing progressing progressing progressing', ''],
  ['argo-healthy', 'ok ok ok ok ok', ''],
  ['argo-migration-job-failed', 'ok progressing failed ok ok', 'A103<M107 M107'],
  ['argo-presync-no-serviceaccount', 'ok progressing failed progressing progressing', 'M208'],
  ['argo-git-revert-database-ahead', 'ok progressing failed ok ok', 'A102<M108 M108'],
  [
    'helm-upgrade-unknown-revision',
    'notApplicable notApplicable failed progressing ok',
    'M107 P108<M107 P107<P108',
  ],
  [
    'helm-upgrade-wrong-password-crashloop',
    'notApplicable notApplicable failed progressing ok',
    'M104 P204<M104 P107<P204',
  ],
  [
    'helm-rollback-database-ahead',
    'notApplicable notApplicable failed progressing ok',
    'M108 P108<M108 P107<P108',
  ],
];

describe('recorded moments of another chart', () => {
  it.each(wanted)('%s', (moment, states, found) => {
    const assessment = assess({ ...referenceMoment(moment), profile: spicedbProfile });
    expect({ rail: rail(assessment), codes: codes(assessment) }).toEqual({ rail: states, codes: found });
  });

  it('leaves no moment out', () => {
    expect(wanted.map(([moment]) => moment).sort()).toEqual(referenceFiles('cluster').sort());
  });

  it('tells from the log of the pod that the database is ahead, where the kubelet only says "not ready"', () => {
    const { current, now } = referenceMoment('helm-rollback-database-ahead');
    const pods = current.pods.state === 'seen' ? current.pods.value : [];
    for (const { metadata, status } of pods) {
      if (status?.conditions?.some(c => c.type === 'Ready' && c.status === 'True')) continue;
      const lines = recordedLog('spicedb/serve/upgrade-old-restarted.log');
      current.logs[logKey(metadata.name, 'spicedb', false)] = {
        state: 'seen',
        at: now,
        value: { pod: metadata.name, container: 'spicedb', previous: false, lines },
      };
    }
    const assessment = assess({ current, now, profile: spicedbProfile });
    expect(codes(assessment)).toBe('M108 P221<M108 P107<P221');
  });

  it('does not change what it is given, and says the same again', () => {
    const { current, now } = referenceMoment('argo-migration-job-failed');
    const before = structuredClone(current);
    const first = assess({ current, now, profile: spicedbProfile });
    const second = assess({ current, now, profile: spicedbProfile });
    expect(current).toEqual(before);
    expect(second).toEqual(first);
  });

  it('tells attempts, revisions and versions of the migration', () => {
    const { facts } = assess({ ...referenceMoment('argo-migration-job-failed'), profile: spicedbProfile });
    expect(facts.migration).toMatchObject({ outcome: 'failed', version: 'v1.56.0', maxAttempts: 2 });
    expect(facts.migration?.attempts.map(attempt => [attempt.outcome, attempt.exitCode])).toEqual([
      ['failed', 1],
      ['failed', 1],
    ]);
    expect(facts.migration?.attempts[0].logTail.length).toBeGreaterThan(3);
    expect(facts.pods.map(pod => [pod.version, pod.ready])).toEqual([
      ['v1.52.0', true],
      ['v1.52.0', true],
    ]);
    expect(facts.ring?.members.map(member => member.listed)).toEqual([true, true]);
  });
});
