import fc from 'fast-check';
import type { GeneratedFile } from '../instance/GeneratedFile';
import type { Instance } from '../instance/Instance';
import { parseInstance } from '../instance/parseInstance';
import type { PortalConfig } from '../instance/PortalConfig';
import { renderInstance } from '../instance/renderInstance';
import { engines } from '../spicedb/releases';
import { portalConfig } from '../__fixtures__/instances';

/** Portals that differ in what they add to an instance's files. */
export const portals = {
  plain: portalConfig(),
  'with everything': portalConfig({
    chart: { kind: 'oci', repoUrl: 'registry.example/charts', chart: 'spicedb', version: '0.1.0' },
    repository: { url: 'https://git.example/gitops.git', readmeNotes: ['## Ours', 'Ask the platform.'] },
    argocd: { cluster: 'hub', namespace: 'argo', projects: ['teams', 'platform'], deletion: 'keep' },
    clusters: {
      'eu-1': { destination: 'eu-1', namespaces: ['{name}-{environment}', 'team-*'] },
      hub: { server: 'https://kubernetes.default.svc' },
    },
    secrets: {
      store: { name: 'vault', kind: 'SecretStore' },
      issuer: { name: 'letters', kind: 'Issuer' },
    },
    catalog: { owner: 'group:default/platform', system: 'authorization' },
  }),
} satisfies Record<string, PortalConfig>;

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/);
const secretKey = fc.stringMatching(/^[a-zA-Z_.-]{1,12}$/);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const autoscaling = fc.record({
  minReplicas: fc.integer({ min: 1, max: 6 }),
  maxReplicas: fc.integer({ min: 3, max: 20 }),
  targetCpuPercent: maybe(fc.integer({ min: 10, max: 95 })),
});

const tls = fc.oneof(
  fc.record({ enabled: fc.constant(false) }),
  fc.record({ enabled: fc.constant(true), secretName: maybe(label), caSecretName: maybe(label) }),
);

const exposure = fc.oneof(
  fc.record({ kind: fc.constantFrom('cluster', 'loadBalancer') }),
  fc.record({ kind: fc.constant('ingress'), host: fc.constant('authz.example.org') }),
);

/** What a team may well ask for; most of it is accepted. */
export const plausibleInput = (config: PortalConfig) =>
  fc
    .record({
      name: label,
      environment: fc.constantFrom(...Object.keys(config.environments)),
      engine: fc.constantFrom(...engines),
      description: maybe(fc.string({ maxLength: 60, unit: 'grapheme' })),
      owner: maybe(label),
      system: maybe(label),
      cluster: maybe(fc.constantFrom(...Object.keys(config.clusters))),
      project: maybe(fc.constantFrom(...config.argocd.projects)),
      version: maybe(fc.constantFrom(...config.versions.allowed)),
      size: maybe(fc.constantFrom(...Object.keys(config.sizes))),
      scale: fc.oneof(
        fc.constant({}),
        fc.record({ replicas: fc.integer({ min: 1, max: 6 }) }),
        fc.record({ autoscaling }),
      ),
      secret: maybe(
        fc.record({
          name: maybe(label),
          presharedKeyKey: maybe(secretKey),
          datastoreUriKey: maybe(secretKey),
          readReplicaKeys: maybe(fc.uniqueArray(secretKey, { maxLength: 2 })),
        }),
      ),
      tls: maybe(tls),
      dispatch: maybe(fc.boolean()),
      httpGateway: maybe(fc.boolean()),
      exposure: maybe(exposure),
      disruptionBudget: maybe(fc.boolean()),
      logLevel: maybe(fc.constantFrom('trace', 'debug', 'info', 'warn', 'error')),
      monitoring: maybe(fc.boolean()),
      deletion: maybe(fc.constantFrom('cascade', 'keep')),
    })
    .map(({ scale, ...rest }) => ({ ...rest, ...scale }));

/** What people and attackers write into fields, beside anything at all. */
export const nastyText = fc.oneof(
  fc.string({ maxLength: 80, unit: 'binary' }),
  fc.string({ maxLength: 80 }),
  fc.constantFrom(
    '../../etc',
    '/etc/passwd',
    'a/../../b',
    '..\\..\\b',
    'x\nkind: Secret',
    'x\r\n---\nkind: Secret',
    '{{ .Values }}',
    '${{ secrets.X }}',
    '$(id)',
    '&a',
    '*a',
    '!!js/function',
    '"',
    "'",
    '# x',
    ': ',
    'yes',
    'null',
    '~',
    '0x10',
    '1e3',
    '2024-01-01',
    '<<',
    '\u2028',
    '\ufeff',
    '| x',
    '\t- x',
    '@backstage',
  ),
);

/** How often a property is tried, and from where; both are said, so that a run can be repeated. */
export const propertyRuns = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 2_000),
  seed: Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31),
};

/** Tells the seed of this run, and gives properties the time that many runs take. */
export function preparePropertyRuns() {
  const { numRuns, seed } = propertyRuns;
  // Far below the time that many runs take, and far above what a stuck one would.
  jest.setTimeout(20_000 + numRuns * 50);
  process.stdout.write(`properties: PROPERTY_RUNS=${numRuns} PROPERTY_SEED=${seed}\n`);
}

/** So many instances that are accepted, with their files; the same ones for the same seed. */
export function sampleInstances(
  count: number,
  seed: number,
): { portal: string; instance: Instance; files: GeneratedFile[] }[] {
  return Object.entries(portals).flatMap(([portal, config], index, all) => {
    const share = Math.floor((count + index) / all.length);
    const accepted = fc.sample(plausibleInput(config), { numRuns: share * 40, seed }).flatMap(input => {
      const result = parseInstance(input, config);
      if (!result.ok) return [];
      return [{ portal, instance: result.instance, files: renderInstance(result.instance, config) }];
    });
    if (accepted.length < share) throw new Error(`Only ${accepted.length} of ${share} were accepted.`);
    return accepted.slice(0, share);
  });
}
