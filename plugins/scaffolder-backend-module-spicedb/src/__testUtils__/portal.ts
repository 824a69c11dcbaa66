import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readPortalConfig } from '../portalConfig';

/** A portal over one repository, as app-config would describe it. */
export function portalOver(repositoryUrl: string, spicedb: JsonObject = {}, more: JsonObject = {}) {
  const config = new ConfigReader({
    ...more,
    spicedb: {
      clusters: { demo: { server: 'https://kubernetes.default.svc' } },
      argocd: { projects: ['spicedb'] },
      ...spicedb,
      repository: { url: repositoryUrl, ...(spicedb.repository as JsonObject | undefined) },
    },
  });
  return { config, portal: readPortalConfig(config) };
}
