import type { PlayedHost } from './playedHost';

const password = 'not-a-real-one';

/** Their modules have no action that opens a pull request; a person does, on a page of the host. */
export const gitea: PlayedHost = {
  title: 'Gitea, which has no such action, over a real Git',
  path: 'platform/gitops.git',
  credentials: { username: 'portal', password },
  integrations: host => ({
    gitea: [{ host, baseUrl: `http://${host}`, username: 'portal', password }],
  }),
};

export const azure: PlayedHost = {
  title: 'Azure DevOps, whose module has no such action, over a real Git',
  path: 'organisation/project/_git/gitops',
  credentials: { username: 'pat', password },
  integrations: host => ({
    azure: [{ host, credentials: [{ personalAccessToken: password }] }],
  }),
};
