import { createMockDirectory } from '@backstage/backend-test-utils';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { parse } from 'yaml';
import { filesOfInstance } from '../../__testUtils__/instance';
import { portalOver } from '../../__testUtils__/portal';
import { runAction } from '../../__testUtils__/runAction';
import { textsIn } from '../../__testUtils__/textsIn';
import { createPushBranchAction } from '../pushBranch/pushBranch';
import { createUpdateInstanceAction } from './updateInstance';
import { examples } from './updateInstance.examples';

const folder = 'instances/development/checkout';

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('spicedb:instance:update', () => {
  const directory = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    directory.setContent({ workspace: {} });
    server = await startGitServer({ files: filesOfInstance() });
  });
  afterEach(() => server.stop());

  const update = (changes: object, more: object = {}) =>
    runAction(
      createUpdateInstanceAction(portalOver(server.url)),
      { instance: 'checkout', changes, ...more },
      directory,
    );
  const push = (output: Record<string, any>) =>
    runAction(
      createPushBranchAction(portalOver(server.url)),
      { files: output.files, message: output.title },
      directory,
    );
  const onMain = (name: string) => server.git('show', `main:${folder}/${name}`);
  const commits = async () => Number((await server.git('rev-list', '--count', 'main')).trim());

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    const output = await runAction(createUpdateInstanceAction(portalOver(server.url)), input, directory);
    expect(output).toMatchObject({ changed: true, folder, entityRef: 'resource:default/checkout' });
    expect(output.summary).toContain('```diff\n--- a/instances/development/checkout/');
    // Argo CD must leave the number of pods alone before an autoscaler decides about it.
    expect(output.complete).toBe(!input.changes.autoscaling);
    const root = input.targetPath ? `workspace/${input.targetPath}` : 'workspace';
    expect(Object.keys(textsIn(directory, root))).toEqual(
      output.files.map(({ path }: { path: string }) => path).sort(),
    );
  });

  it('goes to Git as a small commit', async () => {
    const output = await update({ size: 'medium' });
    expect(output.title).toBe('Change SpiceDB instance checkout (development): size');
    await push(output);
    expect(parse(await onMain('values.yaml')).resources.requests.memory).toBe('2Gi');
    expect(await server.git('show', '--format=', '--numstat', 'main')).toBe(
      `1\t1\t${folder}/README.md\n4\t4\t${folder}/values.yaml\n`,
    );
  });

  it('makes no commit when nothing changes', async () => {
    const output = await update({ size: 'small' });
    expect(output).toMatchObject({ changed: false, files: [] });
    expect(output.summary).toContain('nothing to change');
    expect(await push(output)).toMatchObject({ pushed: false });
    expect(await commits()).toBe(1);
  });

  it('takes what the form sends, empty groups included', async () => {
    const changes = { size: 'medium', autoscaling: {}, exposure: {}, tls: {} };
    expect((await update(changes)).title).toBe('Change SpiceDB instance checkout (development): size');
    await expect(update({ autoscaling: { minReplicas: 2 } })).rejects.toThrow(
      'autoscaling.maxReplicas: is missing.',
    );
  });

  it('does not write over what somebody changed between the two steps', async () => {
    const output = await update({ size: 'medium' });
    await server.commit({ [`${folder}/values.yaml`]: 'config: {}\n' });
    await expect(push(output)).rejects.toThrow(`${folder}/values.yaml (it was changed meanwhile)`);
    expect(await onMain('values.yaml')).toBe('config: {}\n');
  });

  it('keeps comments and lines that were written by hand', async () => {
    const byHand = `${await onMain('values.yaml')}\n# Ours.\nextraEnv:\n- {name: TZ,   value: UTC}\n`;
    await server.commit({ [`${folder}/values.yaml`]: byHand });
    await push(await update({ logLevel: 'debug' }));
    expect(await onMain('values.yaml')).toContain('\n# Ours.\nextraEnv:\n- {name: TZ,   value: UTC}\n');
  });

  it('refuses what is not possible, all of it in one text', async () => {
    const attempt = update({ replicas: 3, size: 'huge', exposure: { kind: 'ingress' } });
    await expect(attempt).rejects.toThrow('There are 2 problems:');
    await expect(attempt).rejects.toThrow('- size: is not on offer; there are small, medium, large.');
    await expect(attempt).rejects.toThrow('- exposure.host: is needed for an ingress.');
    expect(directory.content({ path: 'workspace' })).toEqual({});
  });

  it('says where a file was broken by hand', async () => {
    await server.commit({ [`${folder}/values.yaml`]: 'config:\n  a: [1\nb: 2\n' });
    await expect(update({ size: 'medium' })).rejects.toThrow(
      /^instances\/development\/checkout\/values\.yaml:\d+:\d+: /,
    );
  });

  it.each(['elsewhere', 'resource:default/elsewhere'])('knows no instance %s', async instance => {
    await expect(update({ size: 'medium' }, { instance })).rejects.toThrow(
      'instance: there is no instance "elsewhere" on branch main',
    );
  });

  it.each([
    '../checkout',
    'a/b/c',
    ':',
    'resource:default/..',
    'component:default/checkout',
    'resource:other/checkout',
  ])('refuses %s as an instance', async instance => {
    await expect(update({ size: 'medium' }, { instance })).rejects.toThrow(
      'is neither the name nor the entity of an instance',
    );
  });
});
