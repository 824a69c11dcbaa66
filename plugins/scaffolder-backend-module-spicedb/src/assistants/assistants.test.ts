import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { startGitServer } from 'test-git-server';
import { filesOfInstance } from '../__testUtils__/instance';
import { portalOver } from '../__testUtils__/portal';
import { registerPreview } from './previewInstance';
import { registerValidation } from './validateInstance';

// A real Git runs several processes, which takes a busy machine a while.
jest.setTimeout(60_000);

interface Preview {
  folder?: string;
  summary?: string;
  files: { path: string; content: string }[];
  problems: { path: string; message: string }[];
}

const { portal } = portalOver('https://git.example.org/gitops.git');
const credentials = mockCredentials.user();

describe('preview-spicedb-instance', () => {
  const registry = actionsRegistryServiceMock();
  registerPreview(registry, portal);
  const preview = async (instance: JsonObject) =>
    (await registry.invoke({ id: 'test:preview-spicedb-instance', input: { instance }, credentials }))
      .output as unknown as Preview;

  it('only reads', async () => {
    const { actions } = await registry.list();
    expect(actions).toEqual([
      expect.objectContaining({
        name: 'preview-spicedb-instance',
        attributes: { readOnly: true, destructive: false, idempotent: true },
      }),
    ]);
  });

  it('runs its example', async () => {
    const { actions } = await registry.list();
    const [{ input }] = actions[0].examples!;
    const output = await preview(input.instance as JsonObject);
    expect(output).toMatchObject({ problems: [], folder: 'instances/development/checkout' });
    expect(output.files.map(({ path }) => path.split('/').at(-1))).toEqual([
      'values.yaml',
      'application.yaml',
      'catalog-info.yaml',
      'README.md',
    ]);
    expect(output.summary).toContain('called **checkout**');
  });

  it('tells everything that is wrong, by field', async () => {
    const output = await preview({ name: 'Check_Out', environment: 'moon', replicas: 2, colour: 'blue' });
    expect(output.files).toEqual([]);
    expect(output.problems.map(({ path }) => path)).toEqual(['name', 'environment', 'engine', 'colour']);
  });
});

describe('validate-spicedb-instance', () => {
  it('tells what is wrong in Git', async () => {
    const server = await startGitServer();
    try {
      await server.commit(filesOfInstance({}, server.url));
      const registry = actionsRegistryServiceMock();
      registerValidation(registry, portalOver(server.url));
      const validate = async () =>
        (
          await registry.invoke({
            id: 'test:validate-spicedb-instance',
            input: { instance: 'checkout' },
            credentials,
          })
        ).output as { findings: object[] };
      expect((await registry.list()).actions[0].attributes.readOnly).toBe(true);
      expect(await validate()).toEqual({ folder: 'instances/development/checkout', findings: [] });

      await server.commit({ 'instances/development/checkout/values.yaml': 'colour: blue\n' });
      const { findings } = await validate();
      expect(findings).toContainEqual(
        expect.objectContaining({ line: 1, column: 1, severity: 'error', path: 'colour' }),
      );
    } finally {
      await server.stop();
    }
  });
});
