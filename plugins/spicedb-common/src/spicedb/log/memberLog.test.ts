import { recordedLog, referenceFiles, referenceText } from '../../__fixtures__/reference';
import { emptySnapshot } from '../../__fixtures__/snapshots';
import type { Stage } from '../../rollout/assessment';
import { readMemberTrouble } from './memberLog';

const pod = (version = 'v1.56.0') => ({
  metadata: { name: 'sample-1' },
  spec: {
    containers: [
      {
        name: 'spicedb',
        image: `authzed/spicedb:${version}`,
        env: [{ name: 'SPICEDB_DATASTORE_ENGINE', value: 'postgres' }],
      },
    ],
  },
});
const context = (stages: Stage[] = []) => ({
  now: 0,
  current: emptySnapshot(),
  stages,
  facts: { pods: [], versions: [] },
});
const codes = (lines: string[], version?: string, stages?: Stage[]) =>
  readMemberTrouble(pod(version), lines, context(stages)).map(finding => finding.code);

/** The recorder also kept the termination log, as a line of its own. */
const linesOf = (file: string) => recordedLog(`spicedb/serve/${file}`).filter(line => !/^t=\+/.test(line));

const wanted: Record<string, string[]> = {
  'serve-wrong-password.log': ['P204'],
  'serve-conn-refused.log': ['P202'],
  'serve-db-missing.log': ['P203'],
  'serve-bad-engine.log': ['P207'],
  'serve-missing-preshared-key.log': ['P230'],
  'serve-empty-preshared-key.log': ['P230'],
  'serve-dispatch-ca-missing.log': ['P233'],
  'serve-db-behind.log': ['P220'],
  'serve-db-ahead.log': ['P221'],
  'serve-not-migrated.log': ['P223'],
  'serve-not-migrated-tls.log': ['P223'],
  'upgrade-old-restarted.log': ['P221'],
  'serve-v1.52.0-dispatch-wrong-ca.log': ['P234'],
  'serve-ok.log': [],
  'serve-ok-tls.log': [],
  'serve-memory.log': [],
  'serve-db-ahead-allowed.log': [],
  'serve-db-behind-allowed.log': [],
  'serve-late-migration.txt': [],
  'serve-unknown-env.log': [],
  'serve-bad-value.log': [],
  'serve-plain-probed-with-tls.log': [],
  'serve-tls-probed-without-tls.log': [],
  'serve-kubernetes-resolver-outside-cluster.log': [],
  // Stopped by the recorder before it had said why.
  'serve-unknown-host.log': [],
  'serve-tls-cert-missing.log': [],
  'serve-port-in-use.log': [],
};

describe('readMemberTrouble', () => {
  it.each(referenceFiles('spicedb/serve'))('%s', file => {
    const version = /spicedb (v\d+\.\d+\.\d+)/.exec(referenceText(`spicedb/serve/${file}`))?.[1];
    expect(Object.keys(wanted)).toContain(file);
    expect(codes(linesOf(file), version)).toEqual(wanted[file]);
  });

  const behind = linesOf('serve-db-behind.log');
  const migrating: Stage = {
    id: 'migration',
    state: 'progressing',
    headline: { key: 'migration.running' },
    findings: [],
  };

  it('is no alarm while the migration runs', () => {
    expect(codes(behind, 'v1.56.0', [migrating])).toEqual(['P120']);
  });

  it('stays an alarm when the database is ahead, which no migration mends', () => {
    const ahead = linesOf('upgrade-old-restarted.log');
    expect(codes(ahead, 'v1.52.0', [migrating])).toEqual(['P221']);
    const [finding] = readMemberTrouble(pod('v1.52.0'), ahead, context());
    expect(finding.meaning.params).toMatchObject({
      found: 'populate-schema-tables',
      needed: 'add-index-for-transaction-gc',
    });
    expect(finding.summary.params).toMatchObject({ version: 'v1.52.0', since: 'v1.53.0' });
  });

  it('tells the engine by the revisions when the pod does not say it', () => {
    const bare = {
      metadata: { name: 'sample-1' },
      spec: { containers: [{ name: 'spicedb', image: 'authzed/spicedb:v1.52.0' }] },
    };
    const [finding] = readMemberTrouble(bare, linesOf('upgrade-old-restarted.log'), context());
    expect(finding.code).toBe('P221');
  });

  it.each([
    ['failed to create datastore: lookup db on 10.0.0.10:53: no such host', 'P201'],
    ['failed to create datastore: server refused TLS connection', 'P206'],
    ['failed to create datastore: dial tcp 10.0.0.9:5432: i/o timeout', 'P208'],
    ['failed to create datastore: failed to create primary datastore: context deadline exceeded', 'P208'],
    ['failed to create datastore: ERROR: permission denied for table x (SQLSTATE 42501)', 'P205'],
    ['failed to create datastore: something new', 'P209'],
    [
      'failed to create datastore: failed to create primary datastore: unable to instantiate datastore. To view details of this error (that may contain sensitive information), please run with --log-level=trace',
      'P207',
    ],
    ['failed to create gRPC server: open /etc/spicedb/tls/grpc/tls.crt: no such file or directory', 'P231'],
    [
      'failed to create gRPC server: failed to listen on addr for gRPC server: listen tcp :50051: bind: address already in use',
      'P232',
    ],
    ['something new', 'P235'],
  ])('%s: %s', (error, code) => {
    const line = JSON.stringify({ level: 'error', error, message: 'terminated with errors' });
    expect(codes([line])).toEqual([code]);
  });

  it('believes the last thing that was said', () => {
    const old = JSON.stringify({ level: 'error', error: 'something old', message: 'terminated with errors' });
    expect(codes([old, ...behind])).toEqual(['P220']);
  });
});
