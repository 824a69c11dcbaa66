import { headOf, playApi } from './playedHost';
import type { Behind, PlayedHost, Routes } from './playedHost';

const token = 'not-a-real-token';

const originOf = ({ server }: Behind) => new URL(server().url).origin;

const cloudApi = '/2.0/repositories/team/gitops';

/** The answer has two addresses, and only one of them is a page. */
const cloudRoutes = (behind: Behind): Routes => [
  [
    'GET',
    new RegExp(`^${cloudApi}/refs/branches$`),
    async ({ query }) => {
      const name = /^name = "(.*)"$/.exec(query.get('q') ?? '')?.[1] ?? '';
      const hash = await headOf(behind, name);
      return [200, { values: hash ? [{ type: 'branch', name, target: { hash } }] : [] }];
    },
  ],
  [
    'POST',
    new RegExp(`^${cloudApi}/pullrequests$`),
    async ({ body }) => {
      const id = behind.opened.length + 1;
      const page = `${originOf(behind)}/team/gitops/pull-requests/${id}`;
      behind.opened.push({
        source: body.source.branch.name,
        target: body.destination.branch.name,
        title: body.title,
        description: body.summary.raw,
        page,
      });
      const self = `${originOf(behind)}${cloudApi}/pullrequests/${id}`;
      return [201, { id, state: 'OPEN', links: { self: { href: self }, html: { href: page } } }];
    },
  ],
];

/** As developer.atlassian.com describes Bitbucket Cloud. */
export const bitbucketCloud: PlayedHost = {
  title: 'Bitbucket Cloud, by its stock action, with its API played over a real Git',
  path: 'team/gitops.git',
  // The integration knows one address only; the test gives the action one that leads here.
  integrations: () => ({}),
  api: behind => playApi(cloudRoutes(behind), { authorization: `Bearer ${token}` }),
};

export const cloudConfig = (host: string) => ({ host, apiBaseUrl: `http://${host}/2.0`, token });

const serverApi = '/rest/api/1.0/projects/PLAT/repos/gitops';

const serverRoutes = (behind: Behind): Routes => [
  [
    'GET',
    new RegExp(`^${serverApi}/branches$`),
    async ({ query }) => {
      const displayId = query.get('filterText') ?? '';
      const latestCommit = await headOf(behind, displayId);
      const branch = { id: `refs/heads/${displayId}`, displayId, type: 'BRANCH', latestCommit };
      return [200, { isLastPage: true, values: latestCommit ? [branch] : [] }];
    },
  ],
  [
    'POST',
    new RegExp(`^${serverApi}/pull-requests$`),
    async ({ body }) => {
      const id = behind.opened.length + 1;
      const page = `${originOf(behind)}/projects/PLAT/repos/gitops/pull-requests/${id}`;
      behind.opened.push({
        source: body.fromRef.displayId,
        target: body.toRef.displayId,
        title: body.title,
        description: body.description,
        page,
      });
      return [201, { id, state: 'OPEN', links: { self: [{ href: page }] } }];
    },
  ],
];

/** As developer.atlassian.com describes Bitbucket Data Center. */
export const bitbucketServer: PlayedHost = {
  title: 'Bitbucket Data Center, by its stock action, with its API played over a real Git',
  path: 'scm/PLAT/gitops.git',
  integrations: host => ({
    bitbucketServer: [{ host, apiBaseUrl: `http://${host}/rest/api/1.0`, token }],
  }),
  api: behind => playApi(serverRoutes(behind), { authorization: `Bearer ${token}` }),
};
