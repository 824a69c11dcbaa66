import { readdir } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { parse } from 'yaml';
import { portalOver } from '../../__testUtils__/portal';
import { runAction } from '../../__testUtils__/runAction';
import { textsIn } from '../../__testUtils__/textsIn';
import { createInstanceAction } from './createInstance';
import { examples } from './createInstance.examples';

const answers = { name: 'checkout', environment: 'development', engine: 'postgres' };

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('spicedb:instance:create', () => {
  const directory = createMockDirectory();
  let server: GitServer;

  beforeAll(async () => {
    server = await startGitServer({
      files: { 'instances/staging/taken/values.yaml': 'a: 1\n', 'instances/development/odd': 'a file\n' },
    });
  });
  afterAll(() => server.stop());
  beforeEach(() => directory.setContent({ workspace: {} }));

  const action = (spicedb = {}) => createInstanceAction(portalOver(server.url, spicedb));
  const create = (instance: object, more = {}) =>
    runAction(action(), { instance: { ...answers, ...instance } }, directory, more);
  const written = () => readdir(directory.resolve('workspace'), { recursive: true });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [step] = parse(example).steps;
    const output = await runAction(action(), step.input, directory);

    const root = step.input.targetPath ? `workspace/${step.input.targetPath}` : 'workspace';
    const { name, environment } = step.input.instance;
    expect(output.folder).toBe(`instances/${environment}/${name}`);
    expect(output.entityRef).toBe('resource:default/checkout');
    expect(output.files.length).toBeGreaterThanOrEqual(4);
    const texts = textsIn(directory, root);
    expect(Object.keys(texts)).toEqual(output.files.map(({ path }: { path: string }) => path).sort());
    for (const file of output.files) {
      expect(file).toEqual({ path: expect.stringMatching(`^${output.folder}/`), change: 'added' });
      expect(texts[file.path].length).toBeGreaterThan(100);
      if (file.path.endsWith('.yaml')) expect(() => parse(texts[file.path])).not.toThrow();
    }
  });

  it('says what will happen, in words for the team', async () => {
    const output = await create({});
    expect(output.title).toBe('Add SpiceDB instance checkout (development)');
    expect(output.summary).toContain('called **checkout**, for development: one pod of size small');
    expect(output.summary).toContain(
      '- Make Secret `checkout-spicedb` in namespace `checkout` with the keys `preshared_key` and `datastore_uri`.',
    );
    expect(output.summary).toContain('runs the migration of the database');
    for (const { path } of output.files) expect(output.summary).toContain(`- \`${path}\``);
  });

  it('speaks of no database and no migration for an instance in memory', async () => {
    const { summary } = await create({ engine: 'memory' });
    expect(summary).toContain('with the key `preshared_key`.');
    expect(summary).not.toMatch(/migration|database/);
  });

  it('names the secret store where the platform has one', async () => {
    const output = await runAction(
      action({ secrets: { store: { name: 'vault' } } }),
      { instance: answers },
      directory,
    );
    expect(output.summary).toContain('into the secret store `vault`');
    expect(output.files.map(({ path }: { path: string }) => path)).toContain(
      'instances/development/checkout/externalsecret.yaml',
    );
  });

  it('asks for the certificate in an environment with TLS', async () => {
    const { summary } = await create({ environment: 'production' });
    expect(summary).toContain('Make the TLS Secret `checkout-tls` there');
  });

  it('refuses wrong answers whole, with every problem in one text, and writes nothing', async () => {
    const attempt = create({
      name: 'Check_Out',
      environment: 'moon',
      engine: 'memory',
      namespace: 'kube-system',
      description: '{{ .Values }}',
      replicas: 3,
    });
    await expect(attempt).rejects.toThrow(/^There are \d problems:\n- name: .*\n- environment: .*/s);
    await expect(attempt).rejects.toThrow(/\n- description: .*template/);
    await expect(attempt).rejects.toMatchObject({ name: 'InputError' });
    expect(await written()).toEqual([]);
  });

  it('refuses an instance that exists already, in whichever environment', async () => {
    await expect(create({ name: 'taken' })).rejects.toThrow(
      'name: there is an instance "taken" already, in staging (instances/staging/taken).',
    );
    await expect(create({ name: 'odd' })).rejects.toThrow(
      'there is an instance "odd" already, in development',
    );
    expect(await written()).toEqual([]);
  });

  it('writes nothing when one file has no place in the workspace', async () => {
    directory.setContent({
      outside: {},
      workspace: { instances: ({ symlink }) => symlink('../outside') },
    });
    await expect(create({})).rejects.toThrow('a symbolic link on its way');
    expect(await readdir(directory.resolve('outside'))).toEqual([]);
  });

  it('refuses a target outside of the workspace', async () => {
    await expect(
      runAction(action(), { instance: answers, targetPath: '../elsewhere' }, directory),
    ).rejects.toThrow('outside its parent');
  });

  it('runs dry just the same: what it writes is gone with the workspace', async () => {
    const output = await create({}, { isDryRun: true });
    expect(output.files).toHaveLength(4);
    expect((await server.git('rev-list', '--count', 'main')).trim()).toBe('1');
  });

  it('says why when the repository cannot be read', async () => {
    const gone = await startGitServer();
    await gone.stop();
    await expect(
      runAction(createInstanceAction(portalOver(gone.url)), { instance: answers }, directory),
    ).rejects.toThrow(`Could not fetch branch main of ${gone.url}: no connection (ECONNREFUSED)`);
  });
});
