import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { credentialsFor } from './credentials';

const configured = 'https://git.example.org/platform/gitops.git';

const credentials = (url: string, integrations = {}) =>
  credentialsFor(url, ScmIntegrations.fromConfig(new ConfigReader({ integrations })), configured);

describe('credentialsFor', () => {
  it.each([
    [
      'github',
      { host: 'h.example', apiBaseUrl: 'https://h.example/api', token: 't0' },
      { username: 'x-access-token', password: 't0' },
    ],
    [
      'gitlab',
      { host: 'h.example', token: 't1', apiBaseUrl: 'https://h.example/api/v4' },
      { username: 'oauth2', password: 't1' },
    ],
    ['gitea', { host: 'h.example', username: 'bot', password: 't2' }, { username: 'bot', password: 't2' }],
    [
      'gerrit',
      {
        host: 'h.example',
        baseUrl: 'https://h.example',
        gitilesBaseUrl: 'https://h.example/g',
        username: 'bot',
        password: 't3',
      },
      { username: 'bot', password: 't3' },
    ],
    [
      'bitbucketServer',
      { host: 'h.example', apiBaseUrl: 'https://h.example/rest/api/1.0', token: 't4' },
      { headers: { Authorization: 'Bearer t4' } },
    ],
    [
      'bitbucketServer',
      { host: 'h.example', apiBaseUrl: 'https://h.example/rest/api/1.0', username: 'bot', password: 't5' },
      { username: 'bot', password: 't5' },
    ],
  ])('takes those of %s', async (type, config, expected) => {
    expect(await credentials('https://h.example/platform/gitops.git', { [type]: [config] })).toEqual(
      expected,
    );
  });

  it('takes those of Bitbucket Cloud', async () => {
    const url = 'https://bitbucket.org/platform/gitops.git';
    const bitbucketCloud = [{ username: 'bot', appPassword: 't6' }];
    expect(await credentials(url, { bitbucketCloud })).toEqual({ username: 'bot', password: 't6' });
  });

  it('takes those of Azure DevOps', async () => {
    const azure = [
      {
        host: 'dev.azure.com',
        credentials: [{ organizations: ['platform'], personalAccessToken: 't7' }],
      },
    ];
    expect(await credentials('https://dev.azure.com/platform/p/_git/gitops', { azure })).toEqual({
      username: 'pat',
      password: 't7',
    });
  });

  it('goes without a login where none is configured', async () => {
    expect(await credentials(configured)).toBeUndefined();
    expect(await credentials('https://h.example/x.git', { gitea: [{ host: 'h.example' }] })).toBeUndefined();
  });

  it('never gives the credentials of one host to another', async () => {
    const integrations = { gitea: [{ host: 'h.example', username: 'bot', password: 't8' }] };
    for (const url of ['https://h.example.evil.example/x.git', 'https://evil.example/h.example/x.git']) {
      await expect(credentials(url, integrations)).rejects.toThrow('the portal knows no host');
    }
  });

  it.each([
    ['ssh://bot:hunter2@h.example/x.git', 'must begin with https:// or http://'],
    ['bot:hunter2@h.example/x.git', 'must begin with https:// or http://'],
    ['https://bot:hunter2@h.example/x.git', 'has a login in it'],
  ])('refuses %s, and does not repeat a login', async (url, words) => {
    const refusal = credentials(url, { gitea: [{ host: 'h.example' }] });
    await expect(refusal).rejects.toThrow(words);
    await expect(refusal).rejects.not.toThrow('hunter2');
  });
});
