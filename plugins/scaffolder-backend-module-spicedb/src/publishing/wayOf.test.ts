import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import { fitDescription } from './hosts';
import { wayOf } from './wayOf';

type Publish = Parameters<typeof wayOf>[0]['publish'];

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [{ host: 'github.com' }],
      gitlab: [
        { host: 'gitlab.com' },
        {
          host: 'git.example.org',
          baseUrl: 'https://git.example.org/lab',
          apiBaseUrl: 'https://git.example.org/lab/api/v4',
        },
      ],
      bitbucketServer: [
        { host: 'bitbucket.example.org', apiBaseUrl: 'https://bitbucket.example.org/rest/api/1.0' },
      ],
      gitea: [{ host: 'gitea.example.org' }],
    },
  }),
);
const branches = { source: 'portal/create-checkout-1a2b', target: 'main' };
const way = (url: string, publish: Publish = 'auto') => wayOf({ url, publish }, integrations, branches);

describe('wayOf', () => {
  it.each([
    ['github', 'https://github.com/platform/gitops.git', { owner: 'platform', repo: 'gitops' }],
    ['gitlab', 'https://gitlab.com/a/b/gitops.git', { project: 'a/b/gitops' }],
    ['gitlab', 'https://git.example.org/lab/a/gitops', { project: 'a/gitops' }],
    ['bitbucketCloud', 'https://bitbucket.org/team/gitops.git', { workspace: 'team', repo: 'gitops' }],
    [
      'bitbucketServer',
      'https://bitbucket.example.org/scm/PLAT/gitops.git',
      { project: 'PLAT', repo: 'gitops' },
    ],
  ])('takes the pull request of %s, and names %s as its action reads it', (by, url, parts) => {
    const { repoUrl, ...rest } = way(url);
    expect(rest).toMatchObject({ by, pushes: by !== 'github' });
    expect(parseRepoUrl(repoUrl!, integrations)).toMatchObject({ host: new URL(url).host, ...parts });
  });

  it.each([
    [
      'https://gitea.example.org/platform/gitops.git',
      'https://gitea.example.org/platform/gitops/compare/main...portal%2Fcreate-checkout-1a2b',
    ],
    [
      'https://dev.azure.com/org/project/_git/gitops',
      'https://dev.azure.com/org/project/_git/gitops/pullrequestcreate?sourceRef=portal%2Fcreate-checkout-1a2b&targetRef=main',
    ],
    ['https://git.elsewhere.org/gitops.git', undefined],
  ])('pushes a branch to %s, and knows where a person goes on', (url, formAt) => {
    expect(way(url)).toEqual({ by: 'branch', pushes: true, formAt });
  });

  it('does what the platform wants, whatever the host could', () => {
    const url = 'https://github.com/platform/gitops.git';
    expect(way(url, 'push')).toEqual({ by: 'push', pushes: true });
    expect(way(url, 'branch')).toEqual({
      by: 'branch',
      pushes: true,
      formAt: 'https://github.com/platform/gitops/compare/main...portal%2Fcreate-checkout-1a2b?expand=1',
    });
    expect(way('https://git.example.org/lab/a/gitops.git', 'branch').formAt).toMatch(
      /^https:\/\/git\.example\.org\/lab\/a\/gitops\/-\/merge_requests\/new\?/,
    );
    expect(way('https://bitbucket.example.org/scm/PLAT/gitops.git', 'branch').formAt).toMatch(
      /^https:\/\/bitbucket\.example\.org\/projects\/PLAT\/repos\/gitops\/pull-requests\?create&/,
    );
  });

  it('says when an address cannot be that of the host', () => {
    expect(() => way('https://github.com/gitops.git')).toThrow(
      'spicedb.repository.url: https://github.com/gitops does not end like /OWNER/REPOSITORY',
    );
  });
});

describe('fitDescription', () => {
  const long = `Changes it.\n\n\`\`\`diff\n${'+ a line\n'.repeat(1000)}\`\`\`\n`;

  it('leaves alone what fits', () => {
    expect(fitDescription(long)).toBe(long);
    expect(fitDescription(long, long.length)).toBe(long);
  });

  it('cuts at the end of a line, and ends the block that it cuts', () => {
    const cut = fitDescription(long, 500);
    expect(cut.length).toBeLessThanOrEqual(500);
    expect(cut).toMatch(/\n\+ a line\n```\n\nThe rest is too long for this host; the files say it\.$/);
    expect(fitDescription('a\nb\n'.repeat(100), 100)).not.toContain('```');
  });
});
