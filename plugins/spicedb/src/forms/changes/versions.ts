import { headOf, planUpgrade, type Engine } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { FormWords } from '../../words/useFormWords';

/** What stands in the way from one version to another, in a few words. */
export function barBetween(engine: Engine, from: string, to: string, { t }: FormWords): string | undefined {
  if (from === to) return undefined;
  const plan = planUpgrade(engine, from, to);
  if (plan.possible) {
    return plan.steps.length > 1 ? t('version.bar.first', { version: plan.steps[0].to }) : undefined;
  }
  if (plan.reason !== 'backwards') return t(`version.bar.${plan.reason}`);
  const head = headOf(engine, to);
  const back = engine === 'memory' || (head !== undefined && head === headOf(engine, from));
  return back ? undefined : t('version.bar.backwards');
}

/** What a step to another version does to the database. */
export function stepInWords(engine: Engine, from: string, to: string, { t }: FormWords): string | undefined {
  if (from === to) return undefined;
  const plan = planUpgrade(engine, from, to);
  if (!plan.possible || plan.steps.length !== 1) return undefined;
  const [step] = plan.steps;
  return step.migrates && engine !== 'memory'
    ? t('version.about.migrates', { from, to })
    : t('version.about.noMigration', { to });
}
