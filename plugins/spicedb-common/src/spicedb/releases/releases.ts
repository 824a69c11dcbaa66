import semver from 'semver';
import migrationsByEngine from './migrations.json';
import steps from './steps.json';
import versionList from './versions.json';

/** The engines that keep relationships in a database, and the one that does not. @public */
export const engines = ['memory', 'postgres', 'cockroachdb', 'mysql', 'spanner'] as const;

/** @public */
export type Engine = (typeof engines)[number];

/** @public */
export interface Release {
  version: string;
  date: string;
  /** Taken back by its makers; never offered, still recognised. */
  yanked?: boolean;
}

/** The oldest version that the chart installs. @public */
export const oldestVersion: string = steps.floor;

/** Every release known here, oldest first. @public */
export const releases: readonly Release[] = versionList
  .slice()
  .sort((a, b) => semver.compare(a.version, b.version));

/** @public */
export function isEngine(text: string | undefined): text is Engine {
  return engines.some(engine => engine === text);
}

/** `1.56.0`, `v1.56.0` and `v1.56.0-debug` are one version. @public */
export function cleanVersion(text: string): string | undefined {
  const found = /^v?(\d+\.\d+\.\d+)(?:[-+].*)?$/.exec(text.trim());
  return found ? `v${found[1]}` : undefined;
}

/** @public */
export function knownRelease(version: string): Release | undefined {
  const clean = cleanVersion(version);
  return releases.find(release => release.version === clean);
}

/** What a form may offer: installable by the chart, not taken back; newest first. @public */
export function offeredVersions(): string[] {
  return releases
    .filter(r => !r.yanked && semver.gte(r.version, oldestVersion))
    .map(r => r.version)
    .reverse();
}

/** @public */
export function newestVersion(): string {
  return offeredVersions()[0];
}

/** The revisions of an engine in the order in which they were added. @public */
export function revisionsOf(engine: Engine): readonly string[] {
  return migrationsOf(engine).map(migration => migration.name);
}

/**
 * The revision a version migrates to. Undefined for the memory engine, which
 * has none, and for versions outside what the list covers: a version newer than
 * the list may well know revisions that the list does not.
 *
 * @public
 */
export function headOf(engine: Engine, version: string): string | undefined {
  if (!knownRelease(version)) return undefined;
  const clean = cleanVersion(version)!;
  return migrationsOf(engine)
    .filter(migration => semver.lte(migration.firstVersion, clean))
    .at(-1)?.name;
}

/** @public */
export type RevisionOrder = 'before' | 'same' | 'after' | 'unknown';

/** Where `a` stands against `b`; names alone do not tell. @public */
export function compareRevisions(engine: Engine, a: string, b: string): RevisionOrder {
  if (a === b) return 'same';
  // An empty database has no revision yet and comes before all of them.
  if (a === '') return 'before';
  if (b === '') return 'after';
  const order = revisionsOf(engine);
  const [at, bt] = [order.indexOf(a), order.indexOf(b)];
  if (at < 0 || bt < 0) return 'unknown';
  return at < bt ? 'before' : 'after';
}

/** The oldest version that knows a revision. @public */
export function firstVersionWith(engine: Engine, revision: string): string | undefined {
  return migrationsOf(engine).find(migration => migration.name === revision)?.firstVersion;
}

/** @public */
export type Feature = 'schemaMode' | 'lazyDispatch';

/** @public */
export function supports(version: string, feature: Feature): boolean | 'unknown' {
  const clean = cleanVersion(version);
  return clean ? semver.gte(clean, steps.features[feature]) : 'unknown';
}

function migrationsOf(engine: Engine): { name: string; firstVersion: string }[] {
  return engine === 'memory' ? [] : migrationsByEngine[engine];
}
