import { InputError } from '@backstage/errors';
import {
  DefaultAzureDevOpsCredentialsProvider,
  DefaultGithubCredentialsProvider,
  getBitbucketCloudOAuthToken,
} from '@backstage/integration';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { GitAuth } from 'isomorphic-git';

type Reader = (url: string, integrations: ScmIntegrationRegistry) => Promise<GitAuth | undefined>;

const login = (username?: string, password?: string): GitAuth | undefined =>
  password ? { username: username ?? 'git', password } : undefined;

/** How each kind of host takes the portal's credentials when Git itself asks for them. */
const readers: Record<string, Reader> = {
  async github(url, integrations) {
    const provider = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    return login('x-access-token', (await provider.getCredentials({ url })).token);
  },
  async gitlab(url, integrations) {
    return login('oauth2', integrations.gitlab.byUrl(url)?.config.token);
  },
  async gitea(url, integrations) {
    const config = integrations.gitea.byUrl(url)?.config;
    return login(config?.username, config?.password);
  },
  async gerrit(url, integrations) {
    const config = integrations.gerrit.byUrl(url)?.config;
    return login(config?.username, config?.password);
  },
  async bitbucketServer(url, integrations) {
    const config = integrations.bitbucketServer.byUrl(url)?.config;
    return config?.token
      ? { headers: { Authorization: `Bearer ${config.token}` } }
      : login(config?.username, config?.password);
  },
  async bitbucketCloud(url, integrations) {
    const config = integrations.bitbucketCloud.byUrl(url)?.config;
    if (config?.clientId && config.clientSecret) {
      const token = await getBitbucketCloudOAuthToken(config.clientId, config.clientSecret);
      return login('x-token-auth', token);
    }
    return config?.appPassword
      ? login(config.username, config.appPassword)
      : login('x-bitbucket-api-token-auth', config?.token);
  },
  async azure(url, integrations) {
    const provider = DefaultAzureDevOpsCredentialsProvider.fromIntegrations(integrations);
    const credentials = await provider.getCredentials({ url });
    if (!credentials) return undefined;
    return credentials.type === 'pat' ? login('pat', credentials.token) : { headers: credentials.headers };
  },
};

/**
 * The portal's own credentials for a repository, from its integrations. A host
 * that the portal does not know is refused, unless it is that of the configured
 * GitOps repository: nobody may send the portal to just any address.
 */
export async function credentialsFor(
  url: string,
  integrations: ScmIntegrationRegistry,
  configuredUrl: string,
): Promise<GitAuth | undefined> {
  if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol)) {
    // Not repeated, for whatever this is may hold a login.
    throw new InputError(
      'repository: the address must begin with https:// or http://, which is how the portal speaks to Git.',
    );
  }
  const { username, password, host } = new URL(url);
  if (username || password) {
    throw new InputError(
      `repository: the address on ${host} has a login in it. Put it under "integrations" in the portal's configuration and leave it out of the address.`,
    );
  }
  const integration = integrations.byUrl(url);
  if (!integration && url !== configuredUrl) {
    throw new InputError(
      `repository: the portal knows no host ${host}. Add it under "integrations" in the portal's configuration, or use the repository in spicedb.repository.url.`,
    );
  }
  return integration ? readers[integration.type]?.(url, integrations) : undefined;
}
