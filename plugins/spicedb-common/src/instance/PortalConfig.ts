import { z } from 'zod/v3';
import { engines, offeredVersions, recommendedVersion } from '../spicedb/releases';

const name = z.string().min(1);

const chartSource = z
  .discriminatedUnion('kind', [
    /** A folder of a Git repository. */
    z.object({ kind: z.literal('git'), repoUrl: name, path: name, revision: name.default('main') }).strict(),
    /** A classic Helm repository. */
    z.object({ kind: z.literal('helm'), repoUrl: name, chart: name, version: name }).strict(),
    /** An OCI registry; the address is given without `oci://`, as Argo CD wants it. */
    z.object({ kind: z.literal('oci'), repoUrl: name, chart: name, version: name }).strict(),
  ])
  .optional();

/** The Git hosts for which Backstage has an action that opens a pull request. @public */
export const pullRequestHosts = ['github', 'gitlab', 'bitbucketCloud', 'bitbucketServer'] as const;

const repository = z
  .object({
    /** The GitOps repository, as Argo CD reads it. */
    url: name,
    branch: name.default('main'),
    /** Where an instance's files stand; `{environment}` and `{name}` are filled in. */
    folder: name.default('instances/{environment}/{name}'),
    /** How a change gets there; `auto` opens a pull request where the portal has an action for the host. */
    publish: z.enum(['auto', 'push', 'branch', ...pullRequestHosts]).default('auto'),
    /** Lines added to every instance's README, for what is particular to this portal. */
    readmeNotes: z.array(z.string()).default([]),
  })
  .strict();

const argocd = z
  .object({
    /** The portal's name of the cluster where Argo CD lives; by default the workload's own. */
    cluster: name.optional(),
    namespace: name.default('argocd'),
    projects: z.array(name).min(1).default(['default']),
    retryLimit: z.number().int().min(0).default(5),
    createNamespace: z.boolean().default(true),
    /** What happens to the objects when the Application is removed from Git. */
    deletion: z.enum(['cascade', 'keep']).default('cascade'),
  })
  .strict();

const cluster = z
  .object({
    title: name.optional(),
    /** Argo CD's destination: the API server's address, or the name Argo CD has for it. */
    server: name.optional(),
    destination: name.optional(),
    /** Namespaces on offer; `{name}`, `{environment}` and a `*` at the end may be used. */
    namespaces: z.array(name).min(1).default(['{name}']),
  })
  .strict();

const size = z
  .object({
    title: name.optional(),
    cpu: name,
    memory: name,
    /** A rough figure for people who choose; shown as an estimate. */
    checksPerSecond: z.number().int().positive().optional(),
  })
  .strict();

const environment = z
  .object({
    title: name.optional(),
    size: name.default('small'),
    replicas: z.number().int().min(1).default(2),
    tls: z.boolean().default(false),
    clusters: z.array(name).min(1).optional(),
    guards: z
      .object({
        minReplicas: z.number().int().min(1).default(1),
        tls: z.boolean().default(false),
        podDisruptionBudget: z.boolean().default(false),
        forbiddenEngines: z.array(z.enum(engines)).default([]),
      })
      .strict()
      .default({}),
  })
  .strict();

const versions = z
  .object({
    allowed: z.array(name).min(1).default(offeredVersions),
    default: name.default(() => recommendedVersion('postgres')),
  })
  .strict();

const secrets = z
  .object({
    /** Names of the Secrets that teams make; `{name}` is filled in. */
    credentials: name.default('{name}-spicedb'),
    certificate: name.default('{name}-tls'),
    /** An External Secrets store, where the platform has one. */
    store: z
      .object({
        name,
        kind: z.enum(['SecretStore', 'ClusterSecretStore']).default('ClusterSecretStore'),
        /** The path in the store; `{environment}`, `{namespace}` and `{name}` are filled in. */
        path: name.default('spicedb/{environment}/{name}'),
        refreshInterval: name.default('1h'),
      })
      .strict()
      .optional(),
    /** A cert-manager issuer, where the platform has one. */
    issuer: z
      .object({ name, kind: z.enum(['Issuer', 'ClusterIssuer']).default('ClusterIssuer') })
      .strict()
      .optional(),
  })
  .strict();

const catalog = z.object({ owner: name.default('guests'), system: name.optional() }).strict();

export const builtInSizes = {
  small: { title: 'Small', cpu: '250m', memory: '512Mi', checksPerSecond: 300 },
  medium: { title: 'Medium', cpu: '1', memory: '2Gi', checksPerSecond: 1500 },
  large: { title: 'Large', cpu: '4', memory: '8Gi', checksPerSecond: 6000 },
};

export const builtInEnvironments: Record<string, z.input<typeof environment>> = {
  development: { title: 'Development', size: 'small', replicas: 1 },
  staging: { title: 'Staging', size: 'small', replicas: 2 },
  production: {
    title: 'Production',
    size: 'medium',
    replicas: 3,
    tls: true,
    guards: { minReplicas: 3, tls: true, podDisruptionBudget: true, forbiddenEngines: ['memory'] },
  },
};

/**
 * The `spicedb:` part of the portal's configuration: what a platform engineer
 * decides once, so that the form need not ask.
 */
export const portalConfigSchema = z
  .object({
    chart: chartSource,
    repository,
    argocd: argocd.default({}),
    clusters: z.record(cluster).default({ 'in-cluster': { server: 'https://kubernetes.default.svc' } }),
    sizes: z.record(size).default(builtInSizes),
    environments: z.record(environment).default(builtInEnvironments),
    versions: versions.default({}),
    secrets: secrets.default({}),
    catalog: catalog.default({}),
    /** Settings of the status page, which reads and describes them itself. */
    page: z.unknown(),
  })
  .strict();

/** What may be written in app-config under `spicedb`. @public */
export type PortalConfigInput = z.input<typeof portalConfigSchema>;

/** The configuration with every default filled in. @public */
export type PortalConfig = z.output<typeof portalConfigSchema>;

/** @public */
export type EnvironmentConfig = PortalConfig['environments'][string];

/** @public */
export type SizeConfig = PortalConfig['sizes'][string];

/** @public */
export type ClusterConfig = PortalConfig['clusters'][string];
