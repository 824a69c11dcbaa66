import semver from 'semver';
import type { Engine } from './releases';
import { cleanVersion, headOf, knownRelease, oldestVersion, releases } from './releases';
import steps from './steps.json';

/** @public */
export interface UpgradeStep {
  from: string;
  to: string;
  /** The database moves on with this step; going back then needs care. */
  migrates: boolean;
  head?: string;
  /** Keys of what a person should know before this step. */
  notices: string[];
}

/** @public */
export type UpgradePlan =
  | { possible: true; steps: UpgradeStep[] }
  | { possible: false; reason: 'unknownVersion' | 'backwards' | 'belowFloor' | 'yanked' | 'avoid' };

/**
 * The way from one version to another with every stop that must not be left
 * out: some releases carry code that moves data and that later ones dropped.
 *
 * @public
 */
export function planUpgrade(engine: Engine, from: string, to: string): UpgradePlan {
  const [start, goal] = [cleanVersion(from), cleanVersion(to)];
  const release = goal && knownRelease(goal);
  if (!start || !goal || !release || !knownRelease(start)) {
    return { possible: false, reason: 'unknownVersion' };
  }
  if (semver.lt(goal, start)) return { possible: false, reason: 'backwards' };
  if (semver.lt(start, oldestVersion)) return { possible: false, reason: 'belowFloor' };
  if (release.yanked) return { possible: false, reason: 'yanked' };
  if (isAvoided(engine, goal)) return { possible: false, reason: 'avoid' };

  const plan: UpgradeStep[] = [];
  let here = start;
  while (here !== goal) {
    const next = nextStop(engine, here, goal);
    plan.push(step(engine, here, next));
    here = next;
  }
  return { possible: true, steps: plan };
}

/** How many steps a version is behind another; undefined when there is no way. @public */
export function stepsBehind(engine: Engine, from: string, to: string): number | undefined {
  const plan = planUpgrade(engine, from, to);
  return plan.possible ? plan.steps.length : undefined;
}

/** The newest version that an engine should go to. @public */
export function recommendedVersion(engine: Engine): string {
  const good = releases.filter(r => !r.yanked && !isAvoided(engine, r.version));
  return good[good.length - 1].version;
}

function nextStop(engine: Engine, here: string, goal: string): string {
  if (engine === 'memory') return goal;
  const stop = steps.stops.find(s => semver.satisfies(here, s.from) && semver.satisfies(goal, s.to));
  return stop?.at ?? goal;
}

function isAvoided(engine: Engine, version: string): boolean {
  return steps.avoid.some(a => a.version === version && a.engines.includes(engine));
}

function step(engine: Engine, from: string, to: string): UpgradeStep {
  const head = headOf(engine, to);
  return {
    from,
    to,
    head,
    migrates: head !== headOf(engine, from),
    notices: steps.notices
      .filter(n => n.engines.includes(engine))
      .filter(n => semver.lt(from, n.crossing) && semver.gte(to, n.crossing))
      .map(n => n.why),
  };
}
