import { parsePortalConfig } from './parsePortalConfig';

const repository = { url: 'https://git.example/gitops.git' };
const problems = (input: unknown) => {
  const result = parsePortalConfig(input);
  return result.ok ? [] : result.problems.map(({ message, path }) => `${path} ${message}`);
};

describe('parsePortalConfig', () => {
  it('needs one line only', () => {
    const result = parsePortalConfig({ repository });
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    expect(result.config.environments.production.guards).toEqual({
      minReplicas: 3,
      tls: true,
      podDisruptionBudget: true,
      forbiddenEngines: ['memory'],
    });
    expect(result.config.repository.folder).toBe('instances/{environment}/{name}');
    expect(result.config.versions.allowed[0]).toBe('v1.56.0');
  });

  it('names the wrong key with its path', () => {
    expect(problems({})).toEqual(['spicedb.repository is missing.']);
    expect(problems({ repository, argocd: { namespace: 7 } })).toEqual([
      'spicedb.argocd.namespace must be a text, not a number.',
    ]);
    expect(problems({ repository, colour: 'red' })).toEqual(['spicedb does not know "colour".']);
    expect(problems({ repository, environments: { production: { guards: { replicas: 3 } } } })).toEqual([
      'spicedb.environments.production.guards does not know "replicas".',
    ]);
  });

  it('starts an environment from the built-in one of its name', () => {
    const result = parsePortalConfig({
      repository,
      environments: { production: { replicas: 5, guards: { minReplicas: 5 } } },
    });
    expect(result).toMatchObject({
      ok: true,
      config: {
        environments: { production: { replicas: 5, size: 'medium', guards: { minReplicas: 5, tls: true } } },
      },
    });
    expect(result.ok && Object.keys(result.config.environments)).toEqual(['production']);
    expect(problems({ repository, environments: { production: null, constructor: {} } })).toEqual([]);
  });

  it.each([
    [
      'an address with a password',
      { repository: { url: 'https://portal:hunter2@git.example/gitops.git' } },
      'spicedb.repository.url',
    ],
    [
      'an address with a token',
      {
        repository,
        chart: { kind: 'git', repoUrl: 'https://token@git.example/charts.git', path: 'spicedb' },
      },
      'spicedb.chart.repoUrl',
    ],
    [
      'a title that looks like a key',
      {
        repository,
        clusters: { a: { server: 'https://a', title: 'token=b6589fc6ab0dc82cf12099d1c2d40ab9' } },
      },
      'spicedb.clusters.a.title',
    ],
    [
      'a folder that leaves',
      { repository: { ...repository, folder: '../{name}' } },
      'spicedb.repository.folder',
    ],
    [
      'an absolute folder',
      { repository: { ...repository, folder: '/x/{name}' } },
      'spicedb.repository.folder',
    ],
    [
      'a folder inside of .git',
      { repository: { ...repository, folder: '.git/{name}' } },
      'spicedb.repository.folder',
    ],
    [
      'a folder for all instances',
      { repository: { ...repository, folder: 'instances' } },
      'spicedb.repository.folder',
    ],
    [
      'an unknown placeholder',
      { repository: { ...repository, folder: '{team}/{name}' } },
      'spicedb.repository.folder',
    ],
    ['a cluster without address', { repository, clusters: { a: {} } }, 'spicedb.clusters.a'],
    [
      'a cluster with two addresses',
      { repository, clusters: { a: { server: 'https://a', destination: 'a' } } },
      'spicedb.clusters.a',
    ],
    ['an unknown size', { repository, environments: { x: { size: 'huge' } } }, 'spicedb.environments.x.size'],
    [
      'an unknown cluster',
      { repository, environments: { x: { clusters: ['moon'] } } },
      'spicedb.environments.x.clusters',
    ],
    [
      'a default below its guard',
      { repository, environments: { x: { replicas: 1, guards: { minReplicas: 2 } } } },
      'spicedb.environments.x.replicas',
    ],
    [
      'a version below the floor',
      { repository, versions: { allowed: ['v1.30.0'], default: 'v1.30.0' } },
      'spicedb.versions',
    ],
    [
      'a default that is not allowed',
      { repository, versions: { allowed: ['v1.54.0'], default: 'v1.56.0' } },
      'spicedb.versions.default',
    ],
  ])('refuses %s', (_, input, path) => {
    expect(problems(input).map(problem => problem.split(' ')[0])).toContain(path);
  });
});
