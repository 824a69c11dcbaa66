import { parse } from 'yaml';
import valuesSchema from '../chart/valuesSchema.json';
import { isMapValue } from '../editing/YamlChange';
import { checkAgainst } from '../validation/schema';
import type { ValuesSchema } from '../validation/schema';
import { originals } from './__testUtils__/originals';
import { importInstance } from './importInstance';

function imported(text: string) {
  const result = importInstance(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

const noteOn = (name: string, key: string) =>
  imported(originals[name]).notes.filter(note => note.key === key);

function leaves(value: unknown, path: string[] = []): string[] {
  const inner = Array.isArray(value)
    ? value.map((item, index): [string, unknown] => [String(index), item])
    : Object.entries(isMapValue(value) ? value : {});
  return inner.length ? inner.flatMap(([key, part]) => leaves(part, [...path, key])) : [path.join('.')];
}

/** Keys that say what a patch or a container is, and not what is wanted of it. */
const isMark = (leaf: string) =>
  /^spec\.patches\.\d+\.(kind|patch\.(apiVersion|kind)|patch\..*ontainers\.\d+\.name)$/.test(leaf);

function unaccounted(text: string): string[] {
  const { notes } = imported(text);
  const original = parse(text);
  const operations = /^spec\.patches\.(\d+)\.patch(\.\d+)?\.(?:op|path|value)(?:\.|$)/;
  return leaves(original).filter(leaf => {
    const [, patch, index = ''] = operations.exec(leaf) ?? [];
    const given = patch && original.spec.patches[patch].patch;
    const operation = index ? given[index.slice(1)] : given;
    const path = operation?.path.slice(1).replace(/\//g, '.').replace(/~1/g, '/').replace(/-$/, '0');
    const here = `spec.patches.${patch}.patch`;
    const sought = patch ? [`${here}${index || '.'}`, `${here}.${path}`] : [leaf];
    const isNoted = sought.some(key =>
      notes.some(
        note => key === note.key || key.startsWith(`${note.key}.`) || note.key.startsWith(`${key}.`),
      ),
    );
    return !isNoted && !isMark(leaf);
  });
}

describe.each(Object.entries(originals))('%s', (_, text) => {
  it('becomes values that the chart takes', () => {
    const found: string[] = [];
    checkAgainst(valuesSchema as ValuesSchema, imported(text).values, (path, message) =>
      found.push(`${path.join('.')} ${message}`),
    );
    expect(found).toEqual([]);
  });

  it('accounts for every key', () => {
    expect(unaccounted(text)).toEqual([]);
    for (const { fate, message, to } of imported(text).notes) {
      expect(message).toMatch(/[.)]$/);
      if (fate === 'notExpressible') expect(to).toEqual([]);
    }
  });
});

describe('importInstance', () => {
  it('reads what a SpiceDBCluster says', () => {
    expect(imported(originals['postgres, plain'])).toMatchObject({
      kind: 'spiceDBCluster',
      name: 'permissions',
      namespace: 'authz',
      values: {
        image: { tag: 'v1.52.0' },
        existingSecret: 'permissions-config',
        config: { datastoreEngine: 'postgres', replicas: 3, logLevel: 'debug' },
      },
    });
    expect(imported(originals['cockroachdb, TLS everywhere']).values).toEqual({
      image: { tag: 'v1.52.0' },
      existingSecret: 'permissions-config',
      config: {
        datastoreEngine: 'cockroachdb',
        replicas: 4,
        tls: { enabled: true, secretName: 'permissions-tls' },
        dispatch: { upstreamCASecretName: 'ring-ca', upstreamCAKey: 'tls.crt' },
        datastore: { tls: { secretName: 'crdb-ca' } },
        migrations: { logLevel: 'info' },
      },
    });
  });

  it('hands settings on that have no value of their own', () => {
    expect(imported(originals['mysql with settings of SpiceDB']).values.config).toEqual({
      datastoreEngine: 'mysql',
      datastore: { mysql: { tablePrefix: 'authz_' }, connectionPool: { readMaxOpen: 40, writeMaxOpen: 20 } },
      extra: { datastoreGcWindow: '2h', dispatchMaxDepth: 60 },
      dispatch: { upstreamTimeout: '30s' },
      http: { enabled: true },
      logFormat: 'console',
      shutdownGracePeriod: '10s',
      releaseCheck: { enabled: false },
      openTelemetry: {
        provider: 'otlpgrpc',
        endpoint: 'collector.observability:4317',
        sampleRatio: 0.05,
        insecure: true,
      },
    });
  });

  it('makes of a ring that could not work one that can, and says so', () => {
    const serving = imported(originals['TLS without a CA for the ring']);
    expect(serving.values.config?.tls).toEqual({
      enabled: true,
      secretName: 'permissions-tls',
      dispatch: { enabled: false },
    });
    expect(noteOn('TLS without a CA for the ring', 'spec.config.tlsSecretName')[1].message).toContain(
      'every check between them would hang',
    );
    expect(imported(originals['a CA for the ring without TLS']).values.config).toEqual({
      datastoreEngine: 'postgres',
    });
    expect(imported(originals['memory, nothing else']).values.config?.dispatch?.enabled).toBe(false);
  });

  it('keeps keys of Secrets under their names', () => {
    const { values } = imported(originals['a CA under another key, and certificates under other names']);
    expect(values.config?.tls?.grpc).toEqual({ keyKey: 'privkey.pem', certKey: 'fullchain.pem' });
    expect(values.config?.dispatch).toEqual({ upstreamCASecretName: 'wildcard', upstreamCAKey: 'ca.pem' });
    expect(imported(originals['spanner with a service account key']).values.credentials).toEqual({
      datastoreURI: { secretName: 'spanner-database', key: 'uri' },
      presharedKey: { secretName: 'api-key', key: 'token' },
    });
  });

  it('turns a role into IRSA, and drops labels that the chart sets', () => {
    const { values } = imported(originals['RDS with IAM and IRSA']);
    expect(values).toMatchObject({
      aws: { rds: { enabled: true }, irsa: { roleArn: 'arn:aws:iam::111122223333:role/authz-db' } },
      serviceAccount: { name: 'authz-db', annotations: { team: 'identity' } },
      podLabels: { environment: 'production' },
      podAnnotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' },
    });
    expect(
      noteOn('RDS with IAM and IRSA', 'spec.config.extraPodLabels.app.kubernetes.io/component')[0].fate,
    ).toBe('notExpressible');
    expect(
      noteOn('RDS with IAM and IRSA', 'spec.config.datastoreCredentialsProviderName')[0].message,
    ).toContain('set aws.region and aws.rds');
  });

  it('says by values what patches say', () => {
    const name = 'patches that merge';
    expect(imported(originals[name]).values).toMatchObject({
      workload: { annotations: { reloader: 'on' } },
      podLabels: { tier: 'core' },
      nodeSelector: { pool: 'db' },
      resources: { requests: { cpu: '2', memory: '4Gi' } },
      extraEnv: [{ name: 'AWS_REGION', value: 'eu-west-1' }],
      extraContainers: [{ name: 'proxy' }],
      service: { type: 'LoadBalancer', annotations: { lb: 'internal' } },
      config: {
        extra: { dispatchMaxDepth: '80' },
        migrations: { backoffLimit: 1, resources: { limits: { memory: '1Gi' } } },
      },
    });
    const lost = imported(originals[name])
      .notes.filter(({ fate }) => fate === 'notExpressible')
      .map(({ key }) => key);
    expect(lost).toEqual([
      'spec.patches.0.patch.spec.template.spec.hostNetwork',
      'spec.patches.0.patch.spec.template.spec.containers.0.lifecycle',
      'spec.patches.2.patch.spec.ttlSecondsAfterFinished',
      'spec.patches.3.patch',
    ]);
    expect(imported(originals['patches by operations']).values).toMatchObject({
      priorityClassName: 'high',
      resources: { limits: { memory: '2Gi' } },
      extraEnv: [{ name: 'TZ', value: 'UTC' }],
      probes: { readiness: { periodSeconds: 7 } },
      service: { type: 'LoadBalancer' },
      config: { migrations: { resources: { limits: { memory: '1Gi' } } } },
    });
    const [removal, ...more] = noteOn('patches by operations', 'spec.patches.4.patch');
    expect(removal.fate).toBe('notExpressible');
    expect(more).toEqual([]);
  });

  it('understands lists of operations and patches as texts too', () => {
    const name = 'patches as no operator takes them';
    expect(imported(originals[name]).values).toMatchObject({
      priorityClassName: 'high',
      resources: { limits: { memory: '2Gi' } },
      extraEnv: [{ name: 'TZ', value: 'UTC' }],
      workload: { annotations: { 'example.org/owner': 'me' } },
      serviceAccount: {
        annotations: { 'iam.gke.io/gcp-service-account': 'authz@project.iam.gserviceaccount.com' },
      },
    });
    expect(noteOn(name, 'spec.patches.0.patch.3')[0].fate).toBe('notExpressible');
  });

  it('takes an image apart, and the running version where none is named', () => {
    expect(imported(originals['another image, budgets, dead keys']).values).toMatchObject({
      image: {
        repository: 'registry.example.org:5000/authzed/spicedb',
        tag: 'v1.52.0',
        digest: `sha256:${'ab'.repeat(32)}`,
      },
      podDisruptionBudget: { enabled: true, maxUnavailable: '25%' },
      config: {
        migrations: { allowedMigrations: ['add-expiration-support', 'add-index-for-transaction-gc'] },
      },
    });
    expect(noteOn('another image, budgets, dead keys', 'spec.config.targetMigration')[0].message).toContain(
      'Had no effect',
    );
    expect(imported(originals['no version, but a status']).values.image?.tag).toBe('v1.48.0');
    expect(imported(originals['memory, nothing else']).differences.at(-1)).toContain('set image.tag');
  });

  it('reads the values of community charts', () => {
    const { kind, values } = imported(originals['the chart of salekseev, production']);
    expect(kind).toBe('salekseevChart');
    expect(values).toMatchObject({
      existingSecret: 'spicedb-db',
      credentials: { presharedKey: { key: 'preshared-key' }, datastoreURI: { key: 'datastore-uri' } },
      config: {
        replicas: 3,
        logLevel: 'warn',
        dispatch: { enabled: true, upstreamCASecretName: 'dispatch-tls' },
        tls: {
          enabled: true,
          grpc: { secretName: 'grpc-tls', certKey: 'tls.crt' },
          dispatch: { secretName: 'dispatch-tls' },
        },
      },
      ingress: { enabled: true, grpcHost: 'authz.example.org', tlsSecretName: 'authz-tls' },
      monitoring: { enabled: true, labels: { release: 'prometheus' } },
      networkPolicy: { datastorePorts: [5432] },
      workload: { maxSurge: 2 },
    });
    expect(noteOn('the chart of salekseev, production', 'nobodyKnows')[0].fate).toBe('notExpressible');
    expect(noteOn('the chart of salekseev, production', 'migrations.targetPhase')[0].message).toContain(
      'has no phases',
    );
    expect(imported(originals['the chart of salekseev in the style of the operator']).values).toMatchObject({
      existingSecret: 'spicedb-secrets',
      config: {
        replicas: 4,
        datastoreEngine: 'cockroachdb',
        tls: { enabled: true, secretName: 'spicedb-tls' },
        dispatch: { upstreamCASecretName: 'spicedb-ca' },
      },
    });
    expect(imported(originals['the chart of pschichtel']).values).toMatchObject({
      image: { repository: 'ghcr.io/authzed/spicedb', tag: 'v1.45.4' },
      credentials: {
        datastoreURI: { secretName: 'db', key: 'uri' },
        presharedKey: { secretName: 'key', key: 'psk' },
        readReplicaURIs: { secretName: 'db', keys: ['replica'] },
      },
      ingress: { grpcHost: 'authz.example.org' },
      monitoring: { enabled: true },
    });
  });
});
