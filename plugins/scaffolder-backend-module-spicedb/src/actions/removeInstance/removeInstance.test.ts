import { createMockDirectory } from '@backstage/backend-test-utils';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { parse } from 'yaml';
import { filesOfInstance } from '../../__testUtils__/instance';
import { portalOver } from '../../__testUtils__/portal';
import { runAction } from '../../__testUtils__/runAction';
import { createPushBranchAction } from '../pushBranch/pushBranch';
import { createRemoveInstanceAction } from './removeInstance';
import { examples } from './removeInstance.examples';

const folder = 'instances/development/checkout';

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('spicedb:instance:remove', () => {
  const directory = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    directory.setContent({ workspace: {} });
    server = await startGitServer({
      files: {
        ...filesOfInstance(),
        [`${folder}/notes.md`]: 'Ours\n',
        'instances/development/other/values.yaml': 'a: 1\n',
      },
    });
  });
  afterEach(() => server.stop());

  const remove = (objects: 'remove' | 'keep', more: object = {}) =>
    runAction(
      createRemoveInstanceAction(portalOver(server.url)),
      { instance: 'checkout', confirm: 'checkout', objects, ...more },
      directory,
    );
  const push = (output: Record<string, any>) =>
    runAction(
      createPushBranchAction(portalOver(server.url)),
      { files: output.files, message: output.title },
      directory,
    );
  const tree = async () => (await server.git('ls-tree', '-r', '--name-only', 'main')).trim().split('\n');
  const application = async () => parse(await server.git('show', `main:${folder}/application.yaml`));

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    const output = await runAction(createRemoveInstanceAction(portalOver(server.url)), input, directory);
    expect(output.folder).toBe(folder);
    expect(output.complete).toBe(input.objects === 'remove');
  });

  it('takes the whole folder away in one step where the Application fits already', async () => {
    const output = await remove('remove');
    expect(output).toMatchObject({ complete: true, title: 'Remove SpiceDB instance checkout (development)' });
    expect(output.filesToDelete).toEqual(
      expect.arrayContaining([`${folder}/values.yaml`, `${folder}/notes.md`]),
    );
    expect(output.filesToDelete).toHaveLength(5);
    expect(output.summary).toContain('its objects in the cluster are removed by Argo CD');
    expect(output.summary).toContain('The database and the Secret with its credentials are not touched');
    await push(output);
    expect(await tree()).toEqual(['instances/development/other/values.yaml']);
  });

  it('takes two steps where it does not, and the second one is the same call again', async () => {
    const first = await remove('keep');
    expect(first).toMatchObject({ complete: false, filesToDelete: [] });
    expect(first.title).toBe('Prepare the removal of SpiceDB instance checkout (development)');
    expect(first.summary).toContain('The first of two steps for **checkout**');
    expect(first.summary).toContain('-    - resources-finalizer.argocd.argoproj.io');
    await push(first);
    expect((await application()).metadata.finalizers).toBeUndefined();
    expect(await tree()).toHaveLength(6);

    directory.setContent({ workspace: {} });
    const second = await remove('keep');
    expect(second).toMatchObject({ complete: true });
    expect(second.summary).toContain(
      'its objects in the cluster keep running, and nobody looks after them any more',
    );
    await push(second);
    expect(await tree()).toEqual(['instances/development/other/values.yaml']);
  });

  it('puts the finalizer in where the objects are to go and it is missing', async () => {
    await server.commit(filesOfInstance({ deletion: 'keep' }));
    await push(await remove('remove'));
    expect((await application()).metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io']);
  });

  it('removes nothing when somebody changed a file meanwhile', async () => {
    const output = await remove('remove');
    await server.commit({ [`${folder}/notes.md`]: 'Do not remove\n' });
    await expect(push(output)).rejects.toThrow(`${folder}/notes.md (it was changed meanwhile)`);
    expect(await tree()).toHaveLength(6);
  });

  it('wants the name a second time', async () => {
    await expect(remove('remove', { confirm: 'other' })).rejects.toThrow(
      'confirm: must be "checkout", the name of the instance',
    );
  });
});
