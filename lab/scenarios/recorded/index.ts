import argocdSyncError from './argocd-sync-error.ts';
import databaseAhead from './database-ahead.ts';
import dispatchForbidden from './dispatch-forbidden.ts';
import firstInstall from './first-install.ts';
import firstInstallSlow from './first-install-slow.ts';
import imagePullError from './image-pull-error.ts';
import migrationPasswordRefused from './migration-password-refused.ts';
import ringHealthy from './ring-healthy.ts';
import ringMemberGone from './ring-member-gone.ts';
import type { Scenario } from '../../stage/scenario.ts';
import secretMissing from './secret-missing.ts';
import upgradeWithMigration from './upgrade-with-migration.ts';

export const RECORDED: Scenario[] = [
  firstInstall,
  firstInstallSlow,
  upgradeWithMigration,
  migrationPasswordRefused,
  databaseAhead,
  secretMissing,
  imagePullError,
  ringHealthy,
  ringMemberGone,
  dispatchForbidden,
  argocdSyncError,
];
