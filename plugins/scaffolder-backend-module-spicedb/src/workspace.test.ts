import { relative } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { placeInWorkspace, readFromWorkspace, writeToWorkspace } from './workspace';

describe('a place in the workspace', () => {
  const directory = createMockDirectory();
  const workspace = directory.resolve('workspace');
  const path = 'instances/staging/checkout/values.yaml';

  beforeEach(() => directory.setContent({ workspace: {}, outside: {} }));

  it.each([
    ['absolute', workspace],
    ['with a slash at its end', `${workspace}/`],
    ['relative, as backend.workingDirectory may be', relative(process.cwd(), workspace)],
  ])('is found where the path of the workspace is %s', async (_, given) => {
    await writeToWorkspace(given, '.', [{ path, content: 'a: 1\n' }]);
    expect(String(await readFromWorkspace(given, '.', path))).toBe('a: 1\n');
    expect(await placeInWorkspace(given, 'gitops', path)).toBe(`${workspace}/gitops/${path}`);
  });

  it.each([
    ['with a slash at its end', `${workspace}/`],
    ['relative', relative(process.cwd(), workspace)],
  ])(
    'is refused behind a symbolic link, and outside, where the path of the workspace is %s',
    async (_, given) => {
      directory.setContent({ workspace: { instances: ({ symlink }) => symlink('../outside') }, outside: {} });
      await expect(placeInWorkspace(given, '.', path)).rejects.toThrow('a symbolic link on its way');
      await expect(placeInWorkspace(given, '../outside', path)).rejects.toThrow('outside its parent');
      await expect(placeInWorkspace(given, '.', '../outside/values.yaml')).rejects.toThrow(
        'a path of a file',
      );
    },
  );
});
