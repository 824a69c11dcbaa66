import { headOf, playApi } from './playedHost';
import type { Behind, PlayedHost, Routes } from './playedHost';

const token = 'not-a-real-token';
const repository = '/api/v3/repos/platform/gitops';

const at = (path: string) => new RegExp(`^${repository}${path}$`);

/** Files on top of a tree, in the repository's own index. */
async function treeOf({ server }: Behind, base: string, entries: any[]): Promise<string> {
  const git = server();
  await git.git('read-tree', base);
  const lines = entries.map(({ path, mode, sha }) =>
    sha === null ? `0 ${'0'.repeat(40)}\t${path}\n` : `${mode} ${sha}\t${path}\n`,
  );
  await git.pipe(['update-index', '--index-info'], lines.join(''));
  return (await git.git('write-tree')).trim();
}

const routes = (behind: Behind): Routes => {
  const { server, opened } = behind;
  const git = async (...args: string[]) => (await server().git(...args)).trim();
  return [
    ['GET', at(''), async () => [200, { default_branch: 'main', permissions: { push: true } }]],
    [
      'GET',
      at('/commits'),
      async ({ query }) => {
        const sha = await headOf(behind, query.get('sha') ?? 'main');
        return [200, [{ sha, commit: { tree: { sha: await git('rev-parse', `${sha}^{tree}`) } } }]];
      },
    ],
    [
      'HEAD',
      at('/contents/(.+)'),
      async ({ parts: [path], query }) => {
        const found = await git('ls-tree', query.get('ref') ?? 'main', '--', path);
        return [found ? 200 : 404];
      },
    ],
    [
      'POST',
      at('/git/blobs'),
      async ({ body }) => {
        const content = Buffer.from(body.content, body.encoding).toString('utf8');
        return [201, { sha: (await server().pipe(['hash-object', '-w', '--stdin'], content)).trim() }];
      },
    ],
    [
      'POST',
      at('/git/trees'),
      async ({ body }) => [201, { sha: await treeOf(behind, body.base_tree, body.tree) }],
    ],
    [
      'POST',
      at('/git/commits'),
      async ({ body }) => {
        const parents = body.parents.flatMap((parent: string) => ['-p', parent]);
        const sha = await server().pipe(['commit-tree', body.tree, ...parents], body.message);
        return [201, { sha: sha.trim() }];
      },
    ],
    [
      'POST',
      /^\/api\/graphql$/,
      async ({ body }) => {
        const ref = await headOf(behind, body.variables.head);
        return [
          200,
          { data: { repository: { ref: ref ? { associatedPullRequests: { edges: [] } } : null } } },
        ];
      },
    ],
    [
      'POST',
      at('/git/refs'),
      async ({ body }) => {
        await git('update-ref', body.ref, body.sha, '0'.repeat(40));
        return [201, { ref: body.ref }];
      },
    ],
    [
      'POST',
      at('/pulls'),
      async ({ body }) => {
        const source = body.head.replace(/^platform:/, '');
        if (!(await git('diff', '--name-only', body.base, source))) {
          return [422, { message: `No commits between ${body.base} and ${source}` }];
        }
        const number = opened.length + 1;
        const page = `${new URL(server().url).origin}/platform/gitops/pull/${number}`;
        opened.push({ source, target: body.base, title: body.title, description: body.body, page });
        const url = `${new URL(server().url).origin}${repository}/pulls/${number}`;
        return [201, { number, url, html_url: page, base: { ref: body.base } }];
      },
    ],
  ];
};

/** As docs.github.com describes repositories, Git's objects and pulls, below the address of a server of one's own. */
export const github: PlayedHost = {
  title: 'GitHub, by its stock action, with its API played over a real Git',
  path: 'platform/gitops.git',
  credentials: { username: 'x-access-token', password: token },
  integrations: host => ({ github: [{ host, apiBaseUrl: `http://${host}/api/v3`, token }] }),
  api: behind => playApi(routes(behind), { authorization: `token ${token}` }),
};
