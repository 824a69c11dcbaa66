import { portalConfig, problemsWith, threeAnswers } from '../__fixtures__/instances';
import { parseInstance } from './parseInstance';
import { problemsInOneText } from './problems';

const paths = (input: unknown, config = portalConfig()) => Object.keys(problemsWith(input, config));
const asked = (more: object) => ({ ...threeAnswers, ...more });

describe('parseInstance', () => {
  it('answers what the team left open by the portal configuration', () => {
    const result = parseInstance({ ...threeAnswers, environment: 'production' }, portalConfig());
    expect(result).toEqual({
      ok: true,
      instance: {
        name: 'checkout-authz',
        environment: 'production',
        engine: 'postgres',
        description: undefined,
        owner: 'guests',
        system: undefined,
        cluster: 'in-cluster',
        namespace: 'checkout-authz',
        project: 'default',
        version: 'v1.56.0',
        size: 'medium',
        replicas: 3,
        autoscaling: undefined,
        secret: {
          name: 'checkout-authz-spicedb',
          presharedKeyKey: 'preshared_key',
          datastoreUriKey: 'datastore_uri',
          readReplicaKeys: [],
        },
        tls: { kind: 'secret', secretName: 'checkout-authz-tls', caSecretName: 'checkout-authz-tls' },
        dispatch: true,
        httpGateway: false,
        exposure: { kind: 'cluster' },
        disruptionBudget: true,
        logLevel: 'info',
        monitoring: false,
        deletion: 'cascade',
      },
    });
  });

  it('names every problem at once, in the order of the form', () => {
    const result = parseInstance(
      {
        name: 'Bad Name',
        environment: 'nowhere',
        engine: 'oracle',
        replicas: 0.5,
        size: 'huge',
        colour: 'red',
      },
      portalConfig(),
    );
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.problems.map(problem => problem.path)).toEqual([
      'name',
      'environment',
      'engine',
      'size',
      'replicas',
      'colour',
    ]);
    const text = problemsInOneText(result.problems);
    expect(text).toContain('There are 6 problems:');
    expect(text).toContain(
      '- engine: must be one of memory, postgres, cockroachdb, mysql, spanner; it is "oracle".',
    );
    expect(text).toContain('- environment: is not on offer; there are development, staging, production.');
  });

  it.each([[undefined], [null], ['text'], [42], [[]]])('refuses %j whole', input => {
    expect(paths(input)).toEqual(['']);
  });

  it('says what is missing', () => {
    expect(problemsWith({})).toEqual({
      name: 'is missing.',
      environment: 'is missing.',
      engine: 'is missing.',
    });
  });

  it('takes an empty field of a form as one that was left out', () => {
    expect(paths(asked({ owner: '', version: '', system: null }))).toEqual([]);
  });

  it.each([
    ['capitals', 'Checkout'],
    ['an underscore', 'check_out'],
    ['a dot', 'check.out'],
    ['a dash at the end', 'checkout-'],
    ['a digit first', '1checkout'],
    ['a slash', 'a/b'],
    ['a parent folder', '..'],
    ['an absolute path', '/etc/passwd'],
    ['a name of the platform', 'argocd'],
    ['41 characters', 'a'.repeat(41)],
    ['a look-alike', 'chеckout'],
    ['a zero-width space', 'check\u200bout'],
    ['full-width letters', 'ｃheckout'],
    ['a newline', 'check\nout'],
    ['a template', '{{name}}'],
    ['a shell', '$(id)'],
    ['a document mark', '---'],
    ['an anchor', '&a'],
    ['an alias', '*a'],
    ['a tag', '!!binary'],
    ['a Windows drive', 'C:\\x'],
    ['NUL', 'a\0b'],
    ['a truth value of YAML', 'on'],
    ['a letter that YAML reads as no', 'n'],
    ['nothing', 'null'],
  ])('refuses a name with %s', (_, name) => {
    expect(paths(asked({ name }))).toContain('name');
  });

  it('says how a name should be', () => {
    expect(problemsWith(asked({ name: 'Checkout' })).name).toBe('must be in small letters: "checkout".');
    expect(problemsWith(asked({ name: 'checkout--'.repeat(5) })).name).toContain(
      'has 50 characters; 40 is the most',
    );
  });

  it.each([
    ['replicas against memory', { environment: 'development', engine: 'memory', replicas: 2 }, 'replicas'],
    [
      'autoscaling against memory',
      { engine: 'memory', environment: 'development', autoscaling: { minReplicas: 1, maxReplicas: 3 } },
      'autoscaling',
    ],
    ['dispatch against memory', { engine: 'memory', environment: 'development', dispatch: true }, 'dispatch'],
    ['memory in production', { engine: 'memory', environment: 'production' }, 'engine'],
    ['two pods in production', { environment: 'production', replicas: 2 }, 'replicas'],
    [
      'scaling below the guard',
      { environment: 'production', autoscaling: { minReplicas: 2, maxReplicas: 9 } },
      'autoscaling.minReplicas',
    ],
    ['no TLS in production', { environment: 'production', tls: { enabled: false } }, 'tls.enabled'],
    ['no budget in production', { environment: 'production', disruptionBudget: false }, 'disruptionBudget'],
    [
      'replicas and autoscaling',
      { replicas: 3, autoscaling: { minReplicas: 2, maxReplicas: 4 } },
      'replicas',
    ],
    [
      'a maximum below the minimum',
      { autoscaling: { minReplicas: 4, maxReplicas: 2 } },
      'autoscaling.maxReplicas',
    ],
    [
      'dispatch TLS without CA',
      { tls: { enabled: true, secretName: 'x-tls', caSecretName: '' } },
      'tls.caSecretName',
    ],
    ['a certificate without TLS', { tls: { enabled: false, secretName: 'x-tls' } }, 'tls.secretName'],
    ['an old version', { version: 'v1.34.0' }, 'version'],
    ['a version that was taken back', { version: 'v1.50.0' }, 'version'],
    ['a version that is none', { version: 'latest' }, 'version'],
    ['a version that cannot migrate MySQL', { engine: 'mysql', version: 'v1.53.0' }, 'version'],
    ['an ingress without host', { exposure: { kind: 'ingress' } }, 'exposure.host'],
    ['a host without ingress', { exposure: { kind: 'cluster', host: 'a.example.org' } }, 'exposure.host'],
    ['half a host', { exposure: { kind: 'ingress', host: 'authz' } }, 'exposure.host'],
    [
      'read replicas of cockroachdb',
      { engine: 'cockroachdb', secret: { readReplicaKeys: ['r1'] } },
      'secret.readReplicaKeys',
    ],
    ['a namespace that is not on offer', { namespace: 'kube-system' }, 'namespace'],
    ['a project that is not on offer', { project: 'admins' }, 'project'],
    ['a cluster that is not on offer', { cluster: 'moon' }, 'cluster'],
    ['an owner that is no reference', { owner: 'Team A!' }, 'owner'],
    ['a Secret that YAML reads as a number', { secret: { name: '1e3' } }, 'secret.name'],
    ['a key that YAML reads as a list', { secret: { presharedKeyKey: '-' } }, 'secret.presharedKeyKey'],
    ['a key that YAML reads as yes', { secret: { datastoreUriKey: 'yes' } }, 'secret.datastoreUriKey'],
    ['a Secret name with capitals', { secret: { name: 'DB' } }, 'secret.name'],
    ['a key with a slash', { secret: { presharedKeyKey: 'a/b' } }, 'secret.presharedKeyKey'],
    ['an unknown field inside', { secret: { value: 'x' } }, 'secret'],
    ['a prototype', JSON.parse('{"__proto__":{"x":1}}'), '__proto__'],
    ['an inherited environment', { environment: 'constructor' }, 'environment'],
    ['a huge answer', { description: 'x'.repeat(30_000) }, 'description'],
  ])('refuses %s', (_, more, path) => {
    const input = Object.assign(Object.create(null), threeAnswers, more);
    if (Object.hasOwn(more, '__proto__'))
      Object.defineProperty(input, '__proto__', { value: {}, enumerable: true });
    expect(paths(input)).toContain(path);
  });

  it.each([
    ['a URI with a password', 'postgres://app:hunter2@db:5432/x'],
    ['a database address', 'mysql://db:3306/x'],
    ['a password', 'password=hunter2'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----'],
    ['an AWS key', 'AKIAIOSFODNN7EXAMPLE'],
    ['a GitHub token', 'ghp_0123456789abcdefghijABCDEFGHIJ'],
    ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x'],
    ['hex of a key', 'deadbeefdeadbeefdeadbeefdeadbeef'],
    ['something random', 'k3JfP9sQz7LmX2vT8wBa'],
  ])('refuses %s anywhere, and says where it belongs', (_, text) => {
    for (const more of [{ description: text }, { secret: { name: text } }, { owner: text }]) {
      const problems = Object.values(problemsWith(asked(more)));
      expect(problems.join(' ')).toContain('secret store');
    }
  });

  it('takes ordinary words', () => {
    for (const description of [
      'Who may see which order, in Zürich and São Paulo',
      'Ключи доступа',
      '日本語',
      'a & b: 50 % (beta)',
    ]) {
      expect(problemsWith(asked({ description }))).toEqual({});
    }
  });

  it('takes what the platform offers', () => {
    const config = portalConfig({
      clusters: {
        'eu-1': { server: 'https://eu-1.example', namespaces: ['team-*'] },
        'us-1': { destination: 'us-1', namespaces: ['{name}-{environment}'] },
      },
      environments: { production: { clusters: ['eu-1'] }, staging: {} },
      argocd: { projects: ['teams', 'platform'], cluster: 'hub' },
    });
    expect(paths(asked({ cluster: 'eu-1', namespace: 'team-a', project: 'platform' }), config)).toEqual([]);
    expect(paths(asked({ cluster: 'us-1', namespace: 'checkout-authz-staging' }), config)).toEqual([]);
    expect(paths(asked({ environment: 'production', cluster: 'us-1' }), config)).toEqual(['cluster']);
    expect(paths(asked({ cluster: 'us-1', namespace: 'team-a' }), config)).toEqual(['namespace']);
  });
});
