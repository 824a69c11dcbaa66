import { recordedLog, referenceFiles, referenceText } from '../../__fixtures__/reference';
import { readMigrationLog } from './migrationLog';

const job = {
  metadata: { name: 'sample-migrate-1', namespace: 'sample-ns' },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'migrate',
            image: 'authzed/spicedb:v1.56.0',
            env: [
              {
                name: 'SPICEDB_DATASTORE_CONN_URI',
                valueFrom: { secretKeyRef: { name: 'sample-db', key: 'datastore_uri' } },
              },
            ],
          },
        ],
      },
    },
  },
};

const head = 'populate-schema-tables';
/** Case to code; none for those that ended well. */
const wanted: Record<string, { code?: string; from?: string; to?: string }> = {
  'migrate-after-timeout': { from: 'add-index-for-transaction-gc', to: head },
  'migrate-concurrent-empty-A': { from: '', to: head },
  'migrate-concurrent-empty-B': { code: 'M109', from: 'add-xid-columns', to: 'backfill-xid-add-indices' },
  'migrate-concurrent-partial-A': {
    code: 'M109',
    from: 'add-watch-api-index-to-relation-tuple-table',
    to: 'add-expiration-support',
  },
  'migrate-concurrent-partial-B': { from: 'add-watch-api-index-to-relation-tuple-table', to: head },
  'migrate-conn-refused': { code: 'M102' },
  'migrate-db-ahead-old-binary': { code: 'M108' },
  'migrate-db-missing': { code: 'M103' },
  'migrate-dollar-in-password': { code: 'M104' },
  'migrate-dollar-percent-encoded': { from: '', to: head },
  'migrate-empty-to-head': { from: '', to: head },
  'migrate-insufficient-privilege': { code: 'M105', from: '', to: '1eaeba4b8a73' },
  'migrate-killed-in-concurrent-index': {},
  'migrate-named-revision': { from: '', to: 'add-expiration-cleanup-index' },
  'migrate-named-revision-again': {},
  'migrate-no-argument': { code: 'M113' },
  'migrate-noop': {},
  'migrate-phase-flag': { code: 'M113' },
  'migrate-timeout-1ms': { code: 'M111' },
  'migrate-tls-required-by-uri': { code: 'M106' },
  'migrate-to-older-revision': { code: 'M108' },
  'migrate-unknown-host': { code: 'M101' },
  'migrate-unknown-revision': { code: 'M107' },
  'migrate-v1.52-empty-to-head': { from: '', to: 'add-index-for-transaction-gc' },
  'migrate-wrong-password': { code: 'M104' },
  'upgrade-1-v1.52-head': { from: '', to: 'add-index-for-transaction-gc' },
  'upgrade-2-v1.56-head-while-1.52-serves': { from: 'add-index-for-transaction-gc', to: head },
};

describe('readMigrationLog', () => {
  const files = referenceFiles('spicedb/migrate').filter(file => file.endsWith('.log'));

  it.each(files)('%s', file => {
    const name = file.replace(/\.(json|console)\.log$/, '');
    const meaning = readMigrationLog(recordedLog(`spicedb/migrate/${file}`), job);
    const { code, from, to } = wanted[name] ?? {};
    expect(Object.keys(wanted)).toContain(name);
    expect(meaning.findings.map(finding => finding.code)).toEqual(code ? [code] : []);
    if (from !== undefined) expect(meaning.from).toBe(from);
    if (to !== undefined) expect(meaning.to).toBe(to);
    // Exit codes are what the recorder saw; a run that ended well has nothing to find.
    const exit = /exit code (\d+)/.exec(referenceText(`spicedb/migrate/${file}`))?.[1];
    if (exit === '0') expect(meaning.findings).toEqual([]);
  });

  const ended = (error: string) => [
    JSON.stringify({ level: 'error', error, message: 'terminated with errors' }),
  ];

  it.each([
    ['cannot parse `postgres://...`: failed to parse as URL (parse "...": invalid port)', 'M112'],
    ["Error 1045 (28000): Access denied for user 'spicedb'@'10.0.0.1' (using password: YES)", 'M104'],
    ["Error 1049 (42000): Unknown database 'spicedb'", 'M103'],
    ['Error 1142 (42000): CREATE command denied to user', 'M105'],
    ['tls: failed to verify certificate: x509: certificate signed by unknown authority', 'M115'],
    ['dial tcp 10.1.2.3:5432: i/o timeout', 'M116'],
    ['ERROR: canceling statement due to lock timeout (SQLSTATE 55P03)', 'M110'],
    ['Error 1205 (HY000): Lock wait timeout exceeded; try restarting transaction', 'M110'],
    ['FATAL: sorry, too many clients already (SQLSTATE 53300)', 'M118'],
    ['ERROR: cannot execute CREATE TABLE in a read-only transaction (SQLSTATE 25006)', 'M119'],
    ['unknown datastore engine type: postgresql', 'M117'],
    ['cannot migrate datastore engine type: sqlite', 'M117'],
    ['something that nobody has seen before', 'M114'],
  ])('%s: %s', (error, code) => {
    expect(readMigrationLog(ended(error), job).findings.map(f => f.code)).toEqual([code]);
  });

  it('names Secret and key, so that a person knows where to look', () => {
    const [finding] = readMigrationLog(ended('(SQLSTATE 28P01)'), job).findings;
    expect(finding.meaning.params).toMatchObject({ secret: 'sample-db', key: 'datastore_uri' });
  });

  it('never quotes credentials', () => {
    const [finding] = readMigrationLog(
      ended('cannot parse `postgres://spicedb:hunter2@db:5432/x`: invalid port'),
      job,
    ).findings;
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });

  it('copes with lines cut in half, as the kubelet leaves them', () => {
    const lines = recordedLog('spicedb/migrate/migrate-wrong-password.json.log');
    const cut = [lines.join('\n').slice(60)].join('\n').split('\n');
    expect(readMigrationLog(cut, job).findings.map(f => f.code)).toEqual(['M104']);
    expect(readMigrationLog([], job)).toEqual({ findings: [], from: undefined, to: undefined });
    expect(readMigrationLog(['{"level":"err', '', '\u001b[0m'], job).findings).toEqual([]);
  });
});
