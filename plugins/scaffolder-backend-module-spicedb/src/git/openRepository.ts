import { join } from 'node:path';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { Clone, readHead } from './Clone';
import type { Remote } from './Clone';
import { credentialsFor } from './credentials';
import { gitHttp } from './gitHttp';

interface Repository {
  integrations: ScmIntegrationRegistry;
  portal: PortalConfig;
  signal?: AbortSignal;
}

async function remoteOf({ integrations, portal, signal }: Repository): Promise<Remote> {
  const { url } = portal.repository;
  const auth = await credentialsFor(url, integrations, url);
  return { url, http: gitHttp(signal), auth };
}

/** The GitOps repository as it stands now on the branch that Argo CD reads; the folder must be empty. */
export async function openRepository(options: Repository & { workingFolder: string }): Promise<Clone> {
  const { portal, workingFolder } = options;
  return Clone.of(await remoteOf(options), portal.repository.branch, join(workingFolder, 'repository'));
}

/** The commit that Argo CD would take now: a small question, beside {@link openRepository}. */
export async function headOfRepository(options: Repository): Promise<string | undefined> {
  return readHead(await remoteOf(options), options.portal.repository.branch);
}
