import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createActions } from './actions';
import { registerPreview } from './assistants/previewInstance';
import { registerValidation } from './assistants/validateInstance';
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
        actionsRegistry: actionsRegistryServiceRef,
        config: coreServices.rootConfig,
      },
      async init({ scaffolder, actionsRegistry, config }) {
        const portal = readPortalConfig(config);
        scaffolder.addActions(...createActions({ config, portal }));
        registerPreview(actionsRegistry, portal);
        registerValidation(actionsRegistry, { config, portal });
      },
    });
  },
});
