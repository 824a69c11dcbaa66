import { parse } from 'yaml';
import {
  byHand,
  contentOf,
  created,
  merged,
  planned,
  portalWith,
  problemsOf,
} from './__testUtils__/standing';
import { planUpdate } from './planUpdate';

const portal = portalWith();

describe('planUpdate', () => {
  it('writes one line for one setting, with its reason', () => {
    const files = created({}, portal);
    const plan = planned(planUpdate(files, { replicas: 3 }, portal));
    expect(plan.write.map(({ path }) => path)).toEqual([
      'instances/staging/checkout/values.yaml',
      'instances/staging/checkout/README.md',
    ]);
    const before = contentOf(files, 'values.yaml').split('\n');
    const after = contentOf(plan.write, 'values.yaml').split('\n');
    expect(after.filter(line => !before.includes(line))).toEqual([
      '  # How many pods serve.',
      '  replicas: 3',
    ]);
    expect(before.filter(line => !after.includes(line))).toEqual([]);
    expect(plan.title).toBe('Change SpiceDB instance checkout (staging): pods');
    expect(plan.summary).toContain('| pods | 2 | 3 |');
    expect(plan.diff).toContain('+  replicas: 3\n');
  });

  it('changes the reason with the value, unless somebody wrote another one', () => {
    const files = created({}, portal);
    const large = planned(planUpdate(files, { size: 'large' }, portal));
    expect(contentOf(large.write, 'values.yaml')).toContain('# Size "large" of the platform.');
    const own = byHand(files, 'values.yaml', text =>
      text.replace(/# Size "small".*/, '# Ask ops before this grows.'),
    );
    const kept = contentOf(planned(planUpdate(own, { size: 'large' }, portal)).write, 'values.yaml');
    expect(kept).toContain('# Ask ops before this grows.');
    expect(parse(kept).resources).toEqual({
      requests: { cpu: '4', memory: '8Gi' },
      limits: { memory: '8Gi' },
    });
  });

  it('writes nothing when nothing changes', () => {
    const files = created({ replicas: 2, logLevel: 'debug' }, portal);
    const change = {
      replicas: 2,
      logLevel: 'debug',
      size: 'small',
      exposure: { kind: 'cluster' },
    };
    const plan = planned(planUpdate(files, change, portal));
    expect(plan.write).toEqual([]);
    expect(plan.diff).toBe('');
    expect(plan.summary).toContain('nothing to change');
    const spelt = byHand(files, 'values.yaml', text => text.replace('config:\n', 'config:\n  replicas: 2\n'));
    expect(planned(planUpdate(spelt, { replicas: 2 }, portal)).write).toEqual([]);
  });

  it('leaves a README alone that somebody wrote in, and says so', () => {
    const files = byHand(created({}, portal), 'README.md', text => `${text}\nOur notes.\n`);
    const plan = planned(planUpdate(files, { replicas: 3 }, portal));
    expect(plan.write).toHaveLength(1);
    expect(plan.summary).toContain('README.md was changed by hand');
  });

  it('takes two steps to autoscaling, so that Argo CD never sets the pods to 1', () => {
    const files = created({ replicas: 3 }, portal);
    const change = { autoscaling: { minReplicas: 3, maxReplicas: 9 } };
    const first = planned(planUpdate(files, change, portal));
    expect(first.write.map(({ path }) => path)).toEqual(['instances/staging/checkout/application.yaml']);
    expect(first.next).toContain('start the same change again');
    expect(parse(contentOf(first.write, 'application.yaml')).spec).toMatchObject({
      ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
      syncPolicy: { syncOptions: ['CreateNamespace=true', 'RespectIgnoreDifferences=true'] },
    });
    const second = planned(planUpdate(merged(files, first), change, portal));
    expect(second.next).toBeUndefined();
    const values = parse(contentOf(second.write, 'values.yaml'));
    expect(values.autoscaling).toEqual({ enabled: true, minReplicas: 3, maxReplicas: 9 });
    expect(values.config.replicas).toBeUndefined();
    const scaled = merged(merged(files, first), second);
    expect(scaled).toEqual(created({ autoscaling: change.autoscaling }, portal));
    const back = planned(planUpdate(scaled, { replicas: 3 }, portal));
    expect(merged(scaled, back)).toEqual(files);
  });

  it('keeps differences that others ignore', () => {
    const files = byHand(
      created({ autoscaling: { minReplicas: 2, maxReplicas: 4 } }, portal),
      'application.yaml',
      text =>
        text.replace(
          '  ignoreDifferences:\n',
          '  ignoreDifferences:\n    # the mesh writes it\n    - kind: Service\n      jsonPointers: [/metadata/annotations]\n',
        ),
    );
    const plan = planned(planUpdate(files, { replicas: 2 }, portal));
    const { spec } = parse(contentOf(plan.write, 'application.yaml'));
    expect(spec.ignoreDifferences).toEqual([{ kind: 'Service', jsonPointers: ['/metadata/annotations'] }]);
  });

  it('tells what an upgrade does to the database, and changes the catalog too', () => {
    const files = created({ version: 'v1.52.0' }, portal);
    const plan = planned(planUpdate(files, { version: 'v1.56.0' }, portal));
    expect(parse(contentOf(plan.write, 'values.yaml')).image.tag).toBe('v1.56.0');
    expect(contentOf(plan.write, 'catalog-info.yaml')).toContain('spicedb-portal.io/version: v1.56.0');
    expect(plan.summary).toContain('migrated to `populate-schema-tables`');
    expect(plan.summary).toContain('There is no simple way back');
  });

  it('adds a read replica to everything that knows of keys', () => {
    const withStore = portalWith({ secrets: { store: { name: 'vault' } } });
    const files = created({}, withStore);
    const plan = planned(planUpdate(files, { secret: { readReplicaKeys: ['replica_a'] } }, withStore));
    expect(parse(contentOf(plan.write, 'values.yaml')).credentials.readReplicaURIs.keys).toEqual([
      'replica_a',
    ]);
    expect(parse(contentOf(plan.write, 'externalsecret.yaml')).spec.data.at(-1).secretKey).toBe('replica_a');
    expect(plan.summary).toContain('holds `replica_a`, each with the URI of a read replica');
    const there = merged(files, plan);
    expect(merged(there, planned(planUpdate(there, { secret: { readReplicaKeys: [] } }, withStore)))).toEqual(
      files,
    );
  });

  it('keeps Windows line breaks', () => {
    const files = created({}, portal).map(file => ({
      ...file,
      content: file.content.replace(/\n/g, '\r\n'),
    }));
    const plan = planned(planUpdate(files, { replicas: 3, size: 'large' }, portal));
    for (const { content } of plan.write) expect(content.replace(/\r\n/g, '')).not.toContain('\n');
    const there = merged(files, plan);
    expect(merged(there, planned(planUpdate(there, { replicas: 2, size: 'small' }, portal)))).toEqual(files);
  });
});

describe('planUpdate refuses', () => {
  const files = created({ environment: 'production' }, portal);

  it('everything that is wrong, at once and in the words of the form', () => {
    const change = { replicas: 1, size: 'giant', version: 'v1.30.0', tls: { enabled: false } };
    const problems = problemsOf(planUpdate(files, change, portal));
    for (const expected of [
      'replicas: must be at least 3 in production.',
      'size: is not on offer; there are small, medium, large.',
      'version: v1.30.0 is older than',
      'tls.enabled: TLS cannot be off in production.',
    ]) {
      expect(problems).toContainEqual(expect.stringContaining(expected));
    }
    expect(problems).toHaveLength(4);
  });

  it('an upgrade that leaves out a stop, or goes back over a migration', () => {
    const old = byHand(created({}, portal), 'values.yaml', text => text.replace('v1.56.0', 'v1.35.3'));
    expect(problemsOf(planUpdate(old, { version: 'v1.56.0' }, portal))[0]).toContain(
      'Choose v1.36.2 first, then v1.38.0, then v1.56.0.',
    );
    expect(problemsOf(planUpdate(created({}, portal), { version: 'v1.52.0' }, portal))[0]).toContain(
      'config.migrations.allowedMigrations to [populate-schema-tables]',
    );
  });

  it('files that were broken by hand, with line and column', () => {
    const broken = byHand(files, 'values.yaml', text => `${text}\timage: {}\n`);
    const lines = contentOf(files, 'values.yaml').split('\n').length;
    expect(problemsOf(planUpdate(broken, { replicas: 3 }, portal))[0]).toContain(
      `instances/production/checkout/values.yaml:${lines}:1: A tab stands`,
    );
  });
});

it('keeps a table whole, whatever a description says', () => {
  const plan = planned(planUpdate(created({}, portal), { description: 'a | b \\| c' }, portal));
  expect(plan.summary).toContain('| a \\| b \\\\\\| c |');
});
