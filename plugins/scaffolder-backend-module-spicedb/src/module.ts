import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createActions } from './actions';
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
        scaffolder.addActions(...createActions({ config, portal: readPortalConfig(config) }));
      },
    });
  },
});
