import { join } from 'node:path';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { Clone } from './Clone';
import { credentialsFor } from './credentials';
import { gitHttp } from './gitHttp';

/** The GitOps repository as it stands now on the branch that Argo CD reads. */
export async function openRepository(options: {
  integrations: ScmIntegrationRegistry;
  portal: PortalConfig;
  /** An empty folder. */
  workingFolder: string;
  signal?: AbortSignal;
}): Promise<Clone> {
  const { integrations, portal, workingFolder, signal } = options;
  const { url, branch } = portal.repository;
  const auth = await credentialsFor(url, integrations, url);
  return Clone.of({ url, http: gitHttp(signal), auth }, branch, join(workingFolder, 'repository'));
}
