import { referenceFiles, referenceMoment } from '../__fixtures__/reference';
import { states } from '../__fixtures__/states';
import { World } from '../__fixtures__/world';
import { assess } from '../rollout/assess';
import { diagnosisText } from './diagnosis';
import { spicedbProfile } from './profile';

const profile = spicedbProfile;

describe('diagnosisText', () => {
  it('says what is wrong', () => {
    const { current, now } = referenceMoment('helm-upgrade-wrong-password-crashloop');
    const text = diagnosisText(assess({ current, now, profile }), profile, current.ref);
    expect(text).toContain('M104 (error) The database refused the password');
    expect(text).toContain('because of M104');
    expect(text).toContain('SQLSTATE 28P01');
    expect(text).toContain('v1.56.0');
  });

  it.each(referenceFiles('cluster'))('%s: gives nothing away', moment => {
    const { current, now } = referenceMoment(moment);
    const text = diagnosisText(assess({ current, now, profile }), profile, current.ref);
    expect(text).not.toMatch(/postgres\.example|git\.example|10\.244\.|node1|spicedb-demo|user "|database=/);
  });

  it.each(states)('$name: gives nothing away', state => {
    const world = new World();
    state.given(world);
    const { current, now, previous } = world;
    const text = diagnosisText(assess({ current, now, previous, profile }), profile, current.ref);
    expect(text).not.toMatch(/sample|10\.\d+\.\d+\.\d+|:\/\/|\bnode-?\d/);
  });

  it('hides keys and addresses wherever they stand', () => {
    const world = new World();
    const secret = 'postgres://app:hunter2@db.prod.internal:5432/authz?password=hunter2';
    world.jobFailed();
    world.ended(world.migrationPod, {});
    world.says(
      world.migrationPod,
      JSON.stringify({
        error: `cannot parse \`${secret}\`: invalid port; preshared_key=abc123`,
        message: 'terminated with errors',
      }),
    );
    const { current, now } = world;
    const text = diagnosisText(assess({ current, now, profile }), profile, current.ref);
    expect(text).toContain('M112');
    expect(text).not.toMatch(/hunter2|abc123|db\.prod|authz\?/);
  });

  const evidenceSaid = (text: string) => {
    const { current, now } = new World();
    const assessment = assess({ current, now, profile });
    const evidence = [{ kind: 'log' as const, source: 'job/x', text }];
    assessment.stages[0].findings = [
      {
        code: 'G101',
        severity: 'error',
        summary: { key: 'pods.noneYet' },
        meaning: { key: '' },
        evidence,
        remedy: [],
      },
    ];
    return diagnosisText(assessment, profile, {
      ...current.ref,
      name: 'checkout-authz',
      namespace: 'checkout',
    });
  };

  it.each([
    ['postgres://app:hunter2@db.internal:5432/spicedb?sslmode=require', 'hunter2'],
    ['lookup db-primary.checkout: no such host', 'db-primary'],
    ['dial error: dial tcp 10.20.30.40:5432: connect: connection refused', '10.20.30.40'],
    ['dial tcp [fd00:1:2:3::15]:5432', 'fd00'],
    ['no route to fd00:1:2:3:4:5:6:7', 'fd00'],
    ['FATAL: password authentication failed for user "checkout_rw" (SQLSTATE 28P01)', 'checkout_rw'],
    ['failed to connect to `user=checkout_rw database=authz`', 'checkout_rw'],
    ['failed to connect to user=checkout_rw database=authz', 'authz'],
    ['host=pg-7.example.com user=x', 'pg-7'],
    ['database "authz" does not exist', 'authz'],
    ['preshared_key=somerandomkeyvalue', 'somerandomkeyvalue'],
    ['token: "s3cr3t value"', 's3cr3t'],
    ['bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9abcdefghij', 'eyJhbGci'],
    ['certificate is valid for a.b.svc.cluster.local, not spicedb', 'svc.cluster'],
  ])('of %s tells nothing that must stay here', (text, secret) => {
    expect(evidenceSaid(text)).not.toContain(secret);
  });

  it('keeps what helps: codes, revisions, versions, the kind of error', () => {
    const text =
      'FATAL: password authentication failed (SQLSTATE 28P01); from add-watch-api-index-to-relation-tuple-table to populate-schema-tables with v1.56.0, exit 1';
    expect(evidenceSaid(text)).toContain(text);
  });

  it('hides the names of the instance, the longest first', () => {
    expect(evidenceSaid('job/checkout-authz-migrate-1 in checkout')).toContain(
      'job/instance-migrate-1 in namespace',
    );
  });

  it('says of when it is, and whether that is old', () => {
    const { current, now } = new World();
    const assessment = { ...assess({ current, now, profile }), asOf: Date.UTC(2025, 0, 1), stale: true };
    expect(diagnosisText(assessment, profile, current.ref)).toContain(
      'as of 2025-01-01T00:00:00.000Z (old data)',
    );
  });
});
