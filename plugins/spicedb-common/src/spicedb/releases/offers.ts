import semver from 'semver';
import type { Engine } from './releases';
import { cleanVersion, knownRelease, newestVersion, releases } from './releases';
import { planUpgrade, recommendedVersion } from './upgrade';

/**
 * Why a version stands where it stands in a list; the key of a sentence and
 * what goes into it.
 *
 * @public
 */
export type VersionReason =
  | { key: 'chosenByPlatform' }
  | { key: 'bestForEngine' }
  | { key: 'newest' }
  | { key: 'inBetween' }
  | { key: 'mendedBy'; by: string }
  | { key: 'stopsAhead'; stops: string[] }
  | { key: 'yearsBehind'; newest: string }
  | { key: 'unknownRelease' }
  | { key: 'cannotMigrate' }
  | { key: 'takenBack' };

/**
 * A version that a person may choose, with what speaks for it or against it.
 *
 * @public
 */
export interface VersionOffer {
  version: string;
  /** Day of its release, as far as it is known here. */
  date?: string;
  standing: 'recommended' | 'newest' | 'good' | 'endOfLine' | 'refused';
  reason: VersionReason;
}

const dayMs = 24 * 60 * 60 * 1000;
const longBehindMs = 365 * dayMs;

/**
 * The versions that a platform allows, newest first, each with its standing for
 * an engine. The platform's own choice is the recommended one, unless the engine
 * cannot run it.
 *
 * @public
 */
export function versionsOnOffer(
  engine: Engine,
  { allowed, default: chosen }: { allowed: readonly string[]; default: string },
): VersionOffer[] {
  const sorted = [...new Set(allowed)].sort((a, b) => semver.rcompare(plain(a), plain(b)));
  const best = recommendedVersion(engine);
  const refusals = new Map(sorted.map(version => [version, refusalOf(engine, version)]));
  const recommended = refusals.get(chosen) ? best : chosen;
  const newest = sorted.find(version => !refusals.get(version));
  return sorted.map(version => {
    const date = knownRelease(version)?.date;
    const offer = (standing: VersionOffer['standing'], reason: VersionReason): VersionOffer => ({
      version,
      ...(date === undefined ? {} : { date }),
      standing,
      reason,
    });
    const refusal = refusals.get(version);
    if (refusal) return offer('refused', refusal);
    if (version === recommended) {
      return offer('recommended', { key: version === chosen ? 'chosenByPlatform' : 'bestForEngine' });
    }
    const end = endOfLine(engine, version);
    if (end) return offer('endOfLine', end);
    return version === newest ? offer('newest', { key: 'newest' }) : offer('good', { key: 'inBetween' });
  });
}

function refusalOf(engine: Engine, version: string): VersionReason | undefined {
  if (knownRelease(version)?.yanked) return { key: 'takenBack' };
  const plan = planUpgrade(engine, version, version);
  return !plan.possible && plan.reason === 'avoid' ? { key: 'cannotMigrate' } : undefined;
}

/** Why nobody should begin with a version: its line is over, or the way on from it is long. */
function endOfLine(engine: Engine, version: string): VersionReason | undefined {
  const known = knownRelease(version);
  if (!known) return { key: 'unknownRelease' };
  const newest = newestVersion();
  const plan = planUpgrade(engine, version, newest);
  if (plan.possible && plan.steps.length > 1) {
    return { key: 'stopsAhead', stops: plan.steps.slice(0, -1).map(({ to }) => to) };
  }
  const mended = releases
    .filter(other => !other.yanked && sameLine(other.version, known.version))
    .filter(other => semver.gt(other.version, known.version))
    .at(-1);
  if (mended) return { key: 'mendedBy', by: mended.version };
  const behindMs = Date.parse(knownRelease(newest)!.date) - Date.parse(known.date);
  return behindMs > longBehindMs ? { key: 'yearsBehind', newest } : undefined;
}

const sameLine = (a: string, b: string) =>
  semver.major(a) === semver.major(b) && semver.minor(a) === semver.minor(b);

const plain = (version: string) => cleanVersion(version) ?? 'v0.0.0';
