import type { Config } from '@backstage/config';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { createInstanceAction } from './createInstance/createInstance';
import { createPushBranchAction } from './pushBranch/pushBranch';

/** Every action of this module. */
export function createActions(options: {
  config: Config;
  portal: PortalConfig;
}): TemplateAction<any, any, any>[] {
  return [createInstanceAction(options), createPushBranchAction(options)];
}
