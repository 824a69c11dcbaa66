import type { ScmIntegrationRegistry } from '@backstage/integration';
import { pullRequestHosts } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { gitHosts } from './hosts';
import type { Branches } from './hosts';

/** How a change comes to the branch that Argo CD reads. */
export interface Way {
  /** Straight there, on a branch for people to merge, or by a pull request of this kind of host. */
  by: 'push' | 'branch' | (typeof pullRequestHosts)[number];
  /** Whether we push; where not, the action that opens the pull request does. */
  pushes: boolean;
  /** The repository as that action wants it named. */
  repoUrl?: string;
  /** Where a person opens the pull request by hand. */
  formAt?: string;
  longestDescription?: number;
}

/** As the platform has configured it, or as the integration of the repository's host makes possible. */
export function wayOf(
  { url, publish }: Pick<PortalConfig['repository'], 'publish' | 'url'>,
  integrations: ScmIntegrationRegistry,
  branches: Branches,
): Way {
  if (publish === 'push') return { by: 'push', pushes: true };
  const type = integrations.byUrl(url)?.type ?? '';
  const host = publish === 'auto' ? pullRequestHosts.find(name => name === type) : undefined;
  const by = publish === 'auto' ? host ?? 'branch' : publish;
  const repository = url.replace(/\/$/, '').replace(/\.git$/, '');
  const known = gitHosts[by === 'branch' ? type : by];
  if (by === 'branch') {
    return { by, pushes: true, formAt: known?.formAt(repository, branches) };
  }
  return {
    by,
    pushes: !known.writesBranch,
    repoUrl: known.repoUrl?.(repository, baseOf(url, integrations)),
    longestDescription: known.longestDescription,
  };
}

/** A GitLab may stand below a path of its host; only its integration knows. */
function baseOf(url: string, integrations: ScmIntegrationRegistry): string {
  const base = integrations.gitlab.byUrl(url)?.config.baseUrl;
  return base && url.startsWith(base) ? base : new URL(url).origin;
}
