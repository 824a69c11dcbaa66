import type { Scenario } from '../../stage/scenario.ts';
import autoscaling from './autoscaling.ts';
import autoscalingArgocd from './autoscaling-argocd.ts';
import drain from './drain.ts';
import drainNode from './drain-node.ts';
import everyExample from './every-example.ts';
import keyMismatch from './key-mismatch.ts';
import keyRotation from './key-rotation.ts';
import leastRights from './least-rights.ts';
import memberFrozen from './member-frozen.ts';
import memberKilled from './member-killed.ts';
import nodeLost from './node-lost.ts';
import networkPolicy from './network-policy.ts';
import networkPolicyClosed from './network-policy-closed.ts';
import oldestVersion from './oldest-version.ts';
import rdsIam from './rds-iam.ts';
import ringOfThree from './ring-of-three.ts';
import ringOfThreeTls from './ring-of-three-tls.ts';
import stateful from './stateful.ts';
import tlsEverywhere from './tls-everywhere.ts';
import uninstall from './uninstall.ts';
import upgradeOld from './upgrade-old.ts';
import wrongCa from './wrong-ca.ts';
import zones from './zones.ts';

export const CHART: Scenario[] = [
  ringOfThree,
  ringOfThreeTls,
  tlsEverywhere,
  memberKilled,
  memberFrozen,
  wrongCa,
  keyMismatch,
  keyRotation,
  leastRights,
  networkPolicy,
  networkPolicyClosed,
  autoscaling,
  autoscalingArgocd,
  drain,
  zones,
  drainNode,
  nodeLost,
  stateful,
  uninstall,
  rdsIam,
  upgradeOld,
  oldestVersion,
  everyExample,
];
