import type { Instance } from '../instance/Instance';
import { headOf, planUpgrade } from '../spicedb/releases';
import type { UpgradeStep } from '../spicedb/releases';

/** What stands against going from one version to another, or undefined. */
export function troubleInUpgrade(
  { engine, version: from }: Pick<Instance, 'engine' | 'version'>,
  to: string,
): string | undefined {
  if (from === to) return undefined;
  const plan = planUpgrade(engine, from, to);
  if (plan.possible) {
    const [first, ...rest] = plan.steps.map(step => step.to);
    return rest.length
      ? `${to} cannot be reached from ${from} in one step, since versions between move data that later ones no longer can. Choose ${first} first, then ${rest.join(
          ', then ',
        )}.`
      : undefined;
  }
  switch (plan.reason) {
    case 'backwards':
      return sameDatabase({ engine, from, to })
        ? undefined
        : `${to} is older than ${from}, which has migrated the database to ${
            headOf(engine, from) ?? 'a revision of its own'
          }: pods of ${to} would never become ready on it. If it has to be, set image.tag to ${to}, config.migrations.enabled to false and config.migrations.allowedMigrations to [${
            headOf(engine, from) ?? '...'
          }] by hand.`;
    case 'belowFloor':
      return `${from} is older than the chart installs; move it to a newer version the way it was installed.`;
    case 'yanked':
      return `${to} was taken back by its makers; choose another.`;
    case 'avoid':
      return `${to} cannot migrate ${engine}; choose a newer one.`;
    default:
      return `the way from ${
        from || 'an unknown version'
      } to ${to} is not known here. Write released versions, as v1.56.0.`;
  }
}

function sameDatabase({
  engine,
  from,
  to,
}: {
  engine: Instance['engine'];
  from: string;
  to: string;
}): boolean {
  if (engine === 'memory') return true;
  const head = headOf(engine, to);
  return head !== undefined && head === headOf(engine, from);
}

/** The step to another version that a change makes, if it makes one forward. */
export function stepTo({ engine, version }: Instance, to: string): UpgradeStep | undefined {
  if (version === to) return undefined;
  const plan = planUpgrade(engine, version, to);
  return plan.possible ? plan.steps[0] : undefined;
}

const notices: Record<string, string> = {
  schemaTables: 'This version adds tables for the schema and fills them; reads and writes go on as before.',
  tableRebuild: 'MySQL rebuilds a whole table during this migration. Choose a quiet hour, and have a backup.',
};

/** What a person should know before an upgrade. */
export function notesOnUpgrade(
  { engine }: Instance,
  { from, to, head, migrates, notices: keys }: UpgradeStep,
): string[] {
  if (!migrates || engine === 'memory')
    return [`${to} works on the database as ${from} left it: nothing is migrated.`];
  return [
    `The database is migrated to \`${
      head ?? 'the newest revision'
    }\` before new pods serve. Pods of ${from} go on serving meanwhile; one that is restarted after the migration will not become ready again.`,
    `There is no simple way back: pods of ${from} do not accept the migrated database. Make sure that there is a backup.`,
    ...keys.map(key => notices[key] ?? key),
  ];
}
