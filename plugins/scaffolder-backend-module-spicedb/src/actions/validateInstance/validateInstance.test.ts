import { createMockDirectory } from '@backstage/backend-test-utils';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { parse } from 'yaml';
import { filesOfInstance } from '../../__testUtils__/instance';
import { portalOver } from '../../__testUtils__/portal';
import { runAction } from '../../__testUtils__/runAction';
import { createUpdateInstanceAction } from '../updateInstance/updateInstance';
import { createValidateInstanceAction } from './validateInstance';
import { examples } from './validateInstance.examples';

// A real Git runs several processes for each test, which takes a busy machine a while.
jest.setTimeout(60_000);

const values = 'instances/development/checkout/values.yaml';

describe('spicedb:instance:validate', () => {
  const directory = createMockDirectory();
  let server: GitServer;

  beforeEach(async () => {
    directory.setContent({ workspace: {} });
    server = await startGitServer();
    // The files name the repository, so they are made for this one.
    await server.commit(filesOfInstance({}, server.url));
  });
  afterEach(() => server.stop());

  const validate = (input: object = {}) =>
    runAction(
      createValidateInstanceAction(portalOver(server.url)),
      { instance: 'checkout', ...input },
      directory,
    );
  const change = async (edit: (content: string) => string) =>
    server.commit({ [values]: edit(await server.git('show', `main:${values}`)) });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input }] = parse(example).steps;
    expect(await validate(input)).toEqual({
      valid: true,
      findings: [],
      folder: 'instances/development/checkout',
      summary: 'Nothing is wrong with `instances/development/checkout`.',
    });
  });

  it('stops with every error, each at its place', async () => {
    await change(content =>
      content.replace('datastoreEngine:', 'datastoreEngin:').concat('replicaCount: 3\n'),
    );
    const attempt = validate();
    await expect(attempt).rejects.toThrow(/^\d errors in instances\/development\/checkout:\n- /);
    await expect(attempt).rejects.toThrow(
      /values\.yaml:\d+:\d+ config\.datastoreEngin is not a value of the chart/,
    );
    await expect(attempt).rejects.toThrow(/values\.yaml:\d+:1 replicaCount /);
  });

  it('reports and goes on when it is told so', async () => {
    await change(content => content.concat('replicaCount: 3\n'));
    const output = await validate({ failOn: 'nothing' });
    expect(output.valid).toBe(false);
    expect(output.findings).toEqual([
      expect.objectContaining({ file: values, column: 1, severity: 'error', path: 'replicaCount' }),
    ]);
    expect(output.summary).toMatch(
      /^1 error in .*\n\n\| \| place \| what \|\n.*\n\| error \| `values\.yaml:\d+:1` \| `replicaCount` /,
    );
  });

  it('is run by the others, which hold no earlier error against a change', async () => {
    await change(content => content.concat('replicaCount: 3\n'));
    const update = (changes: object) =>
      runAction(
        createUpdateInstanceAction(portalOver(server.url)),
        { instance: 'checkout', changes },
        directory,
      );
    expect(await update({ logLevel: 'debug' })).toMatchObject({ changed: true });
  });
});
