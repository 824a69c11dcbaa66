import { ScmIntegrations } from '@backstage/integration';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { filesOfInstance } from '../__testUtils__/instance';
import { portalOver } from '../__testUtils__/portal';
import { InstanceFiles } from './InstanceFiles';

// A real Git runs several processes, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('InstanceFiles', () => {
  let git: GitServer;
  const values = 'instances/development/checkout/values.yaml';

  beforeEach(async () => {
    git = await startGitServer({
      files: {
        ...filesOfInstance(),
        ...filesOfInstance({ name: 'loyalty' }),
        ...filesOfInstance({ name: 'orders' }),
      },
    });
  });
  afterEach(() => git.stop());

  const files = (limits?: { mostBytesKept: number }) => {
    const { config, portal } = portalOver(git.url);
    return new InstanceFiles({ integrations: ScmIntegrations.fromConfig(config), portal }, limits);
  };
  const valuesIn = async (asked: InstanceFiles) =>
    (await asked.of('checkout')).find(({ path }) => path === values)?.content;

  it('fetches once for a form that asks again and again, also at the same time', async () => {
    const asked = files();
    const answers = await Promise.all([asked.of('checkout'), asked.of('checkout'), asked.of('checkout')]);
    expect(git.fetches()).toBe(1);
    expect(await asked.of('checkout')).toEqual(answers[0]);
    expect(git.fetches()).toBe(1);
    expect(answers[1]).toEqual(answers[0]);
  });

  it('gives nothing old: a commit is seen by the very next question', async () => {
    const asked = files();
    const before = await valuesIn(asked);
    await git.commit({ [values]: `${before}# by hand\n` });
    expect(await valuesIn(asked)).toBe(`${before}# by hand\n`);
    await git.commit({ [values]: before! });
    expect(await valuesIn(asked)).toBe(before);
    expect(git.fetches()).toBe(3);
  });

  it('keeps those that were asked for last, and no more than it may', async () => {
    const one = (await files().of('checkout')).reduce(
      (sum, { content }) => sum + Buffer.byteLength(content),
      0,
    );
    const asked = files({ mostBytesKept: one * 2.5 });
    for (const name of ['checkout', 'loyalty', 'checkout', 'orders', 'checkout']) await asked.of(name);
    const fetched = git.fetches();
    expect(fetched).toBe(4);
    await asked.of('loyalty');
    expect(git.fetches()).toBe(fetched + 1);
  });

  it('keeps no refusal: what was out of reach is read when it is there again', async () => {
    const asked = files();
    git.options.answerWith = 503;
    await expect(asked.of('checkout')).rejects.toThrow('it answered with HTTP status 503');
    git.options.answerWith = undefined;
    await expect(asked.of('gone')).rejects.toThrow('there is no instance "gone"');
    await git.commit(filesOfInstance({ name: 'gone' }));
    expect(await asked.of('gone')).toHaveLength(4);
  });

  it('says that the branch is missing', async () => {
    await git.git('branch', '-m', 'main', 'other');
    await expect(files().of('checkout')).rejects.toThrow('it has no such branch');
  });
});
