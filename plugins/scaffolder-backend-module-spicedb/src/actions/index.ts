import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createInstanceAction } from './createInstance/createInstance';
import { createImportInstanceAction } from './importInstance/importInstance';
import type { ActionOptions } from './options';
import { createPublishAction } from './publish/publish';
import { createPushBranchAction } from './pushBranch/pushBranch';
import { createRemoveInstanceAction } from './removeInstance/removeInstance';
import { createRotateKeyAction } from './rotateKey/rotateKey';
import { createUpdateInstanceAction } from './updateInstance/updateInstance';
import { createValidateInstanceAction } from './validateInstance/validateInstance';

/** Every action of this module. */
export function createActions(options: ActionOptions): TemplateAction<any, any, any>[] {
  return [
    createInstanceAction(options),
    createImportInstanceAction(options),
    createUpdateInstanceAction(options),
    createRotateKeyAction(options),
    createRemoveInstanceAction(options),
    createValidateInstanceAction(options),
    createPublishAction(options),
    createPushBranchAction(options),
  ];
}
