import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createInstanceAction } from './actions/createInstance/createInstance';
import { createPushBranchAction } from './actions/pushBranch/pushBranch';
import { readPortalConfig } from './portalConfig';

/**
 * The scaffolder's actions for SpiceDB instances.
 *
 * @public
 */
export const scaffolderModuleSpicedb = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'spicedb',
  register({ registerInit }) {
    registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ scaffolder, config }) {
        const portal = readPortalConfig(config);
        scaffolder.addActions(
          createInstanceAction({ config, portal }),
          createPushBranchAction({ config, portal }),
        );
      },
    });
  },
});
