import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { loadConfigSchema } from '@backstage/config-loader';
import { parse } from 'yaml';
import { readPortalConfig } from './portalConfig';

const root = resolve(__dirname, '../../..');

/** A configuration that sets everything there is to set. */
const everything = {
  chart: { kind: 'oci', repoUrl: 'registry.example.org/charts', chart: 'spicedb', version: '0.1.0' },
  repository: {
    url: 'https://git.example.org/gitops.git',
    branch: 'live',
    folder: 'teams/{environment}/{name}',
    readmeNotes: ['Ask in #spicedb.'],
  },
  argocd: {
    cluster: 'hub',
    namespace: 'argocd',
    projects: ['spicedb'],
    retryLimit: 3,
    createNamespace: false,
    deletion: 'keep',
  },
  clusters: {
    hub: { title: 'Hub', server: 'https://hub.example.org', namespaces: ['{name}'] },
    spoke: { destination: 'spoke-1', namespaces: ['team-*', '{name}-{environment}'] },
  },
  sizes: { only: { title: 'Only', cpu: '1', memory: '1Gi', checksPerSecond: 1000 } },
  environments: {
    live: {
      title: 'Live',
      size: 'only',
      replicas: 4,
      tls: true,
      clusters: ['spoke'],
      guards: { minReplicas: 3, tls: true, podDisruptionBudget: true, forbiddenEngines: ['memory'] },
    },
  },
  versions: { allowed: ['v1.56.0'], default: 'v1.56.0' },
  secrets: {
    credentials: '{name}-credentials',
    certificate: '{name}-certificate',
    store: {
      name: 'vault',
      kind: 'SecretStore',
      path: 'a/{environment}/{namespace}/{name}',
      refreshInterval: '5m',
    },
    issuer: { name: 'internal', kind: 'Issuer' },
  },
  catalog: { owner: 'group:default/platform', system: 'authorization' },
};

const read = (spicedb: JsonObject | undefined) =>
  readPortalConfig(new ConfigReader(spicedb ? { spicedb } : {}));

/** Paths of all leaves. */
const leaves = (value: unknown, path: string): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, part]) => leaves(part, `${path}.${key}`))
    : [path];

describe('the configuration of the portal', () => {
  it('needs the repository only', () => {
    expect(Object.keys(read({ repository: { url: 'https://git.example.org/x.git' } }).environments)).toEqual([
      'development',
      'staging',
      'production',
    ]);
    expect(() => read(undefined)).toThrow(
      "The portal's configuration cannot be used. spicedb.repository: is missing.",
    );
  });

  it('names the key that is wrong, all of them at once', () => {
    const attempt = () =>
      read({
        ...everything,
        sizes: { only: { cpu: 1, memory: '1Gi' } },
        argocd: { projets: [] },
        versoins: {},
      });
    expect(attempt).toThrow('- spicedb.sizes.only.cpu: must be a text, not a number.');
    expect(attempt).toThrow('- spicedb.argocd: does not know "projets".');
    expect(attempt).toThrow('- spicedb: does not know "versoins".');
  });

  it('of the demo can be used', () => {
    const text = readFileSync(resolve(root, 'app-config.yaml'), 'utf8');
    const { spicedb } = parse(text.replace(/\$\{\w+:-([^}]*)\}/g, '$1'));
    expect(read(spicedb)).toMatchObject({
      repository: { url: 'http://127.0.0.1:3001/gitops.git' },
      argocd: { projects: ['spicedb'] },
    });
  });

  // The app's build sees what the page's package leads to, the backend's what this one does.
  it.each(['spicedb', 'scaffolder-backend-module-spicedb'])(
    'is described to %s, all of it for the browser too, for the form shows the very files',
    async name => {
      const schema = await loadConfigSchema({
        packagePaths: [resolve(root, 'plugins', name, 'package.json')],
        dependencies: [],
      });
      const portal = {
        app: { baseUrl: 'https://portal.example.org' },
        backend: {
          baseUrl: 'https://portal.example.org',
          listen: ':80',
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
      };
      const sets = [
        everything,
        { ...everything, chart: { kind: 'git', repoUrl: 'r', path: 'p', revision: 'v' } },
      ];
      for (const spicedb of sets) {
        read(spicedb);
        const [{ data }] = schema.process([{ context: 'test', data: { ...portal, spicedb } }], {
          visibility: ['frontend'],
        });
        expect(data.spicedb).toEqual(spicedb);
        expect(leaves(data.spicedb, '').length).toBeGreaterThan(30);
      }
    },
    60_000,
  );
});
