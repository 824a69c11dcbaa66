import type { HttpAuthService, HttpRouterService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { instanceType } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { InstanceFiles } from './InstanceFiles';

const place = /^\/spicedb\/instances\/([a-z0-9-]{1,63})\/files$/;

interface Options {
  config: Config;
  portal: PortalConfig;
  httpAuth: HttpAuthService;
  catalog: CatalogService;
}

/**
 * Lets the forms show what an instance is now, and what a change would make of
 * it: the files of its folder in Git, to people who may see it in the catalog.
 */
export function serveInstanceFiles(
  router: HttpRouterService,
  { catalog, config, httpAuth, portal }: Options,
) {
  const instanceFiles = new InstanceFiles({ integrations: ScmIntegrations.fromConfig(config), portal });
  router.use((request, response, next) => {
    const name = request.method === 'GET' ? place.exec(request.path)?.[1] : undefined;
    if (name === undefined) {
      next();
      return;
    }
    const answer = async () => {
      const credentials = await httpAuth.credentials(request, { allow: ['user'] });
      const entityRef = { kind: 'Resource', namespace: 'default', name };
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      // Who may see something else of the same name has no right to the files of an instance.
      if (entity?.spec?.type !== instanceType) {
        throw new NotFoundError(`There is no instance "${name}" in the catalog, or it is not yours to see.`);
      }
      response.json({ files: await instanceFiles.of(name) });
    };
    answer().catch(next);
  });
}
