import semver from 'semver';
import { troubleIfSecret } from '../validation/secretText';
import { cleanVersion, oldestVersion } from '../spicedb/releases';
import type { PortalConfig } from './PortalConfig';
import { builtInEnvironments, portalConfigSchema } from './PortalConfig';
import { fillTemplate, troubleInFolder, unknownPlaceholders } from './paths';
import type { Problem } from './problems';
import { problemOf } from './problems';
import { textsIn } from './text';

/** @public */
export type PortalConfigResult = { ok: true; config: PortalConfig } | { ok: false; problems: Problem[] };

/**
 * Reads the `spicedb:` section of the portal's configuration. Paths of problems
 * are those of the configuration file.
 *
 * @public
 */
export function parsePortalConfig(input: unknown): PortalConfigResult {
  const parsed = portalConfigSchema.safeParse(withBuiltIns(input));
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map(issue => problemOf(issue, 'spicedb')) };
  }
  const problems = contradictionsIn(parsed.data);
  return problems.length ? { ok: false, problems } : { ok: true, config: parsed.data };
}

/** An environment named like a built-in one starts from it, guard rails included. */
function withBuiltIns(input: unknown): unknown {
  if (!isRecord(input) || !isRecord(input.environments)) return input;
  const environments = Object.entries(input.environments).map(([key, given]) => {
    const base = Object.hasOwn(builtInEnvironments, key) ? builtInEnvironments[key] : {};
    if (given === null || given === undefined) return [key, base];
    if (!isRecord(given)) return [key, given];
    const guards = isRecord(given.guards) ? { ...base.guards, ...given.guards } : given.guards ?? base.guards;
    return [key, { ...base, ...given, ...(guards === undefined ? {} : { guards }) }];
  });
  return { ...input, environments: Object.fromEntries(environments) };
}

function contradictionsIn(config: PortalConfig): Problem[] {
  const problems: Problem[] = [];
  const say = (path: string, message: string) => problems.push({ path: `spicedb.${path}`, message });

  // All of it reaches the browser, so nothing in it may be secret.
  for (const { path, text } of textsIn(config)) {
    const hasLogin = /^[a-z][\w+.-]*:\/\/[^/?#]*@/i.test(text);
    const trouble = hasLogin
      ? 'must not hold a login; credentials stand under integrations.'
      : troubleIfSecret(text);
    if (trouble) say(path, trouble);
  }

  const folder = config.repository.folder;
  const trouble = troubleInFolder(fillTemplate(folder, { environment: 'e', name: 'n' }));
  if (trouble) say('repository.folder', trouble);
  if (!folder.includes('{name}')) say('repository.folder', 'must contain {name}.');
  checkPlaceholders('repository.folder', folder, ['environment', 'name']);
  for (const key of ['credentials', 'certificate'] as const) {
    checkPlaceholders(`secrets.${key}`, config.secrets[key], ['name', 'environment']);
  }
  if (config.secrets.store) {
    checkPlaceholders('secrets.store.path', config.secrets.store.path, ['environment', 'namespace', 'name']);
  }

  for (const [key, cluster] of Object.entries(config.clusters)) {
    if (!cluster.server === !cluster.destination) {
      say(`clusters.${key}`, 'needs either server or destination (Argo CD takes one of them).');
    }
    for (const namespace of cluster.namespaces) {
      checkPlaceholders(`clusters.${key}.namespaces`, namespace, ['environment', 'name']);
    }
  }
  for (const [key, environment] of Object.entries(config.environments)) {
    if (!Object.hasOwn(config.sizes, environment.size)) {
      say(
        `environments.${key}.size`,
        `there is no size "${environment.size}"; there are ${list(config.sizes)}.`,
      );
    }
    if (environment.replicas < environment.guards.minReplicas) {
      say(
        `environments.${key}.replicas`,
        `is below this environment's own guard of ${environment.guards.minReplicas}.`,
      );
    }
    for (const cluster of environment.clusters ?? []) {
      if (!Object.hasOwn(config.clusters, cluster)) {
        say(
          `environments.${key}.clusters`,
          `there is no cluster "${cluster}"; there are ${list(config.clusters)}.`,
        );
      }
    }
  }
  for (const version of [...config.versions.allowed, config.versions.default]) {
    const clean = cleanVersion(version);
    if (!clean) say('versions', `"${version}" is not a version; write it as v1.56.0.`);
    else if (semver.lt(clean, oldestVersion))
      say('versions', `${version} is older than ${oldestVersion}, the oldest that the chart installs.`);
  }
  if (!config.versions.allowed.includes(config.versions.default)) {
    say('versions.default', `${config.versions.default} is not among the allowed versions.`);
  }
  return problems;

  function checkPlaceholders(path: string, template: string, known: string[]) {
    const unknown = unknownPlaceholders(template, known);
    if (unknown.length) {
      say(path, `does not know {${unknown[0]}}; it knows ${known.map(k => `{${k}}`).join(', ')}.`);
    }
  }
}

const list = (record: object) => Object.keys(record).join(', ');

function isRecord(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
