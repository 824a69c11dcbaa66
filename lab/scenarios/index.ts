import argocdSyncError from './argocd-sync-error.ts';
import firstInstall from './first-install.ts';
import imagePullError from './image-pull-error.ts';
import migrationPasswordRefused from './migration-password-refused.ts';
import ringHealthy from './ring-healthy.ts';
import ringMemberGone from './ring-member-gone.ts';
import type { Scenario } from './scenario.ts';
import upgradeWithMigration from './upgrade-with-migration.ts';

export const SCENARIOS: Scenario[] = [
  firstInstall,
  upgradeWithMigration,
  migrationPasswordRefused,
  imagePullError,
  ringHealthy,
  ringMemberGone,
  argocdSyncError,
];
