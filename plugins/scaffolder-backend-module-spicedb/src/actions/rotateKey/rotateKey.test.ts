import { createMockDirectory } from '@backstage/backend-test-utils';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { parse } from 'yaml';
import { filesOfInstance } from '../../__testUtils__/instance';
import { portalOver } from '../../__testUtils__/portal';
import { runAction } from '../../__testUtils__/runAction';
import { createPushBranchAction } from '../pushBranch/pushBranch';
import { createRotateKeyAction } from './rotateKey';
import { examples } from './rotateKey.examples';

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('spicedb:instance:rotate-key', () => {
  const directory = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    server = await startGitServer({ files: filesOfInstance() });
  });
  afterEach(() => server.stop());

  const rotate = (input: object) => {
    directory.setContent({ workspace: {} });
    return runAction(createRotateKeyAction(portalOver(server.url)), input, directory);
  };
  const push = (output: Record<string, any>) =>
    runAction(
      createPushBranchAction(portalOver(server.url)),
      { files: output.files, message: output.title },
      directory,
    );
  const keys = async () =>
    parse(await server.git('show', 'main:instances/development/checkout/values.yaml')).credentials
      ?.presharedKey;

  it('runs its examples one after the other, each as a commit', async () => {
    const seen = [];
    for (const { example } of examples) {
      const [{ input }] = parse(example).steps;
      const output = await rotate(input);
      await push(output);
      seen.push({ complete: output.complete, keys: await keys() });
    }
    expect(seen).toEqual([
      { complete: false, keys: { additionalKeys: ['preshared_key_2'] } },
      { complete: false, keys: { key: 'preshared_key_2', additionalKeys: ['preshared_key'] } },
      { complete: true, keys: { key: 'preshared_key_2' } },
    ]);
    expect((await server.git('rev-list', '--count', 'main')).trim()).toBe('4');
  });

  it('refuses a step out of turn', async () => {
    await expect(rotate({ instance: 'checkout', step: 'prefer', key: 'new_key' })).rejects.toThrow(
      'step: pods do not accept new_key yet; they would refuse each other. Begin with step 1, "accept".',
    );
  });

  it('refuses a key itself where the name of one is asked', async () => {
    const value = ['Zm9v', 'YmFy', 'MTIz', 'NDU2', 'Nzg5'].join('A');
    await expect(rotate({ instance: 'checkout', step: 'accept', key: value })).rejects.toThrow(
      'key: looks like a key or password.',
    );
    expect(directory.content({ path: 'workspace' })).toEqual({});
  });
});
