import { createMockDirectory } from '@backstage/backend-test-utils';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { parse, stringify } from 'yaml';
import { portalOver } from '../../__testUtils__/portal';
import { runAction } from '../../__testUtils__/runAction';
import { textsIn } from '../../__testUtils__/textsIn';
import { createImportInstanceAction } from './importInstance';
import { examples } from './importInstance.examples';

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('spicedb:instance:import', () => {
  const directory = createMockDirectory();
  let server: GitServer;

  beforeAll(async () => {
    server = await startGitServer({ files: { 'instances/production/taken/values.yaml': 'a: 1\n' } });
  });
  afterAll(() => server.stop());
  beforeEach(() => directory.setContent({ workspace: {} }));

  const run = (input: object) =>
    runAction(createImportInstanceAction(portalOver(server.url)), input, directory);
  const [{ input: first }] = parse(examples[0].example).steps;

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    const output = await run(input);
    expect(output).toMatchObject({
      complete: true,
      folder: 'instances/staging/permissions',
      name: 'permissions',
      title: 'Import SpiceDB instance permissions (staging)',
      entityRef: 'resource:default/permissions',
    });
    const written = textsIn(directory, 'workspace');
    expect(Object.keys(written)).toEqual(output.files.map(({ path }: { path: string }) => path).sort());
    expect(parse(written['instances/staging/permissions/values.yaml'])).toMatchObject({
      fullnameOverride: 'permissions',
      image: { tag: 'v1.56.0' },
      config: { datastoreEngine: 'postgres', replicas: 3 },
    });
    expect(output.summary).toContain('**What is kept**');
  });

  it('refuses a name that is taken, in whichever environment', async () => {
    await expect(run({ ...first, instance: { ...first.instance, name: 'taken' } })).rejects.toThrow(
      'name: there is an instance "taken" already, in production',
    );
  });

  it('refuses a text with a secret in it, and writes nothing', async () => {
    const secret = {
      kind: 'Secret',
      apiVersion: 'v1',
      metadata: { name: 's' },
      stringData: { preshared_key: 'x-y-z' },
    };
    await expect(run({ ...first, original: `${first.original}---\n${stringify(secret)}` })).rejects.toThrow(
      /secret/i,
    );
    expect(directory.content({ path: 'workspace' })).toEqual({});
  });

  it('says where a text cannot be read', async () => {
    await expect(run({ ...first, original: 'kind: {\n' })).rejects.toThrow(/^\d+:\d+: /);
  });
});
