import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createActions } from './actions';
import { registerPreview } from './assistants/previewInstance';
import { registerValidation } from './assistants/validateInstance';
import { serveInstanceFiles } from './forms/serveInstanceFiles';
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
        router: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        catalog: catalogServiceRef,
      },
      async init({ scaffolder, actionsRegistry, config, router, httpAuth, catalog }) {
        const portal = readPortalConfig(config);
        scaffolder.addActions(...createActions({ config, portal }));
        registerPreview(actionsRegistry, portal);
        registerValidation(actionsRegistry, { config, portal });
        serveInstanceFiles(router, { config, portal, httpAuth, catalog });
      },
    });
  },
});
