import type { Scenario } from '../../stage/scenario.ts';
import argocdHook from './argocd-hook.ts';
import defaults from './defaults.ts';
import { FAILED } from './failed.ts';
import helmHook from './helm-hook.ts';
import helmJob from './helm-job.ts';
import helmRollback from './helm-rollback.ts';
import helmUpgrade from './helm-upgrade.ts';
import jobPodKilled from './job-pod-killed.ts';
import rollbackForward from './rollback-forward.ts';
import twoMigrations from './two-migrations.ts';

export const MIGRATIONS: Scenario[] = [
  defaults,
  helmJob,
  helmHook,
  argocdHook,
  helmUpgrade,
  ...FAILED,
  jobPodKilled,
  twoMigrations,
  helmRollback,
  rollbackForward,
];
