import type { Assessment } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { anonymise, writeDiagnosis } from './writeDiagnosis';

describe('anonymised text', () => {
  it.each([
    ['postgres://app:hunter2@db.internal:5432/spicedb?sslmode=require', 'hunter2'],
    ['lookup db-primary.checkout: no such host', 'db-primary'],
    ['dial error: dial tcp 10.20.30.40:5432: connect: connection refused', '10.20.30.40'],
    ['dial tcp [fd00:1:2:3::15]:5432', 'fd00'],
    ['FATAL: password authentication failed for user "checkout_rw" (SQLSTATE 28P01)', 'checkout_rw'],
    ['failed to connect to `user=checkout_rw database=authz`', 'checkout_rw'],
    ['host=pg-7.example.com user=x', 'pg-7'],
    ['database "authz" does not exist', 'authz'],
    ['preshared_key=somerandomkeyvalue', 'somerandomkeyvalue'],
    ['token: "s3cr3t value"', 's3cr3t'],
    ['bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9abcdefghij', 'eyJhbGci'],
    ['certificate is valid for a.b.svc.cluster.local, not spicedb', 'svc.cluster'],
  ])('of %s does not hold what must stay here', (text, secret) => {
    expect(anonymise(text, [])).not.toContain(secret);
  });

  it('keeps what helps: codes, revisions, versions, the kind of error', () => {
    const text =
      'FATAL: password authentication failed (SQLSTATE 28P01); from add-tuple-indexes to populate-schema-tables with v1.56.0, exit 1';
    expect(anonymise(text, [])).toBe(text);
  });

  it('hides the names of the instance, the longest first', () => {
    expect(anonymise('job/checkout-authz-migrate-1 in checkout', ['checkout', 'checkout-authz'])).toBe(
      'job/<name 1>-migrate-1 in <name 2>',
    );
  });
});

it('writes verdict, versions, stages, findings and evidence', () => {
  const assessment: Assessment = {
    verdict: { state: 'failed', sentence: { key: 'verdict' } },
    asOf: Date.UTC(2025, 0, 1),
    stale: true,
    stages: [
      {
        id: 'migration',
        state: 'failed',
        headline: { key: 'headline' },
        findings: [
          {
            code: 'M104',
            severity: 'error',
            summary: { key: 'summary' },
            meaning: { key: 'meaning' },
            evidence: [{ kind: 'log', source: 'job/orders-migrate', text: 'SQLSTATE 28P01' }],
            remedy: [],
            causedBy: 'G001',
          },
        ],
      },
    ],
    facts: { pods: [], versions: ['v1.52.0'], targetVersion: 'v1.56.0', readyPods: 3, wantedPods: 3 },
  };
  expect(writeDiagnosis(assessment, ['orders'], message => `<${message.key}>`)).toBe(
    [
      'failed: <verdict>',
      'as of 2025-01-01T00:00:00.000Z (stale)',
      'versions: v1.52.0, wanted: v1.56.0',
      'pods: 3 of 3 ready',
      '',
      'migration: failed: <headline>',
      '  M104 <summary> (follows from G001)',
      '    job/<name 1>-migrate: SQLSTATE 28P01',
    ].join('\n'),
  );
});
