import type { PageScenario } from '../../page/states.ts';
import argocd from './argocd.ts';
import migrationAttempts from './migration-attempts.ts';
import migrationCluster from './migration-cluster.ts';
import migrationDatabase from './migration-database.ts';
import networkPolicy from './network-policy.ts';
import nodes from './nodes.ts';
import pods from './pods.ts';
import podsDatabase from './pods-database.ts';
import removeKeep from './remove-keep.ts';
import ring from './ring.ts';
import ringSettings from './ring-settings.ts';
import sight from './sight.ts';
import withoutArgocd from './without-argocd.ts';
import writePath from './write-path.ts';

export const PAGE: PageScenario[] = [
  withoutArgocd,
  argocd,
  migrationCluster,
  migrationDatabase,
  migrationAttempts,
  pods,
  podsDatabase,
  nodes,
  ring,
  ringSettings,
  networkPolicy,
  writePath,
  removeKeep,
  sight,
];
