import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpAuthService, HttpRouterService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { instanceType } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { GeneratedFile, PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { findInstance } from '../git/findInstance';
import { openRepository } from '../git/openRepository';

/** Files that a form can show; a folder that holds more than this is no instance's. */
const mostBytes = 1024 * 1024;

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
export function serveInstanceFiles(router: HttpRouterService, { catalog, httpAuth, ...repository }: Options) {
  const integrations = ScmIntegrations.fromConfig(repository.config);
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
      response.json({ files: await readFiles(name, { ...repository, integrations }) });
    };
    answer().catch(next);
  });
}

async function readFiles(
  name: string,
  { integrations, portal }: { integrations: ScmIntegrations; portal: PortalConfig },
): Promise<GeneratedFile[]> {
  const workingFolder = await mkdtemp(join(tmpdir(), 'spicedb-form-'));
  try {
    const clone = await openRepository({ integrations, portal, workingFolder });
    const { folder, files } = await findInstance(clone, portal, name);
    const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
    if (bytes > mostBytes) {
      throw new InputError(`The folder ${folder} holds ${bytes} bytes; a form shows ${mostBytes} at most.`);
    }
    return files.map(({ path, content }) => ({ path, content: content.toString('utf8') }));
  } finally {
    await rm(workingFolder, { recursive: true, force: true });
  }
}
