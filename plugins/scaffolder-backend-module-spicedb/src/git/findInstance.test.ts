import { createMockDirectory } from '@backstage/backend-test-utils';
import { planUpdate } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { startGitServer } from 'test-git-server';
import type { GitServer } from 'test-git-server';
import { filesOfInstance } from '../__testUtils__/instance';
import { portalOver } from '../__testUtils__/portal';
import { Clone } from './Clone';
import { findInstance } from './findInstance';
import { gitHttp } from './gitHttp';

// A real Git runs several processes, which takes a busy machine a while.
jest.setTimeout(60_000);

describe('findInstance', () => {
  const directory = createMockDirectory();
  let git: GitServer;

  beforeAll(async () => {
    git = await startGitServer();
    await git.commit({
      ...filesOfInstance({}, git.url),
      'instances/development/checkout/archive/values.yaml': 'kept: by hand\n',
    });
  });
  afterAll(() => git.stop());

  it("takes the instance's own values, whatever else is kept beside them", async () => {
    const { portal } = portalOver(git.url);
    const clone = await Clone.of({ url: git.url, http: gitHttp() }, 'main', directory.resolve('clone'));
    const { folder, files } = await findInstance(clone, portal, 'checkout');
    expect(files.map(({ path }) => path).at(-1)).toBe(`${folder}/archive/values.yaml`);
    const texts = files.map(({ path, content }) => ({ path, content: content.toString('utf8') }));
    const changed = planUpdate(texts, { size: 'large' }, portal);
    expect(changed).toMatchObject({ ok: true, plan: { folder } });
    expect(changed.ok && changed.plan.write.map(({ path }) => path)).toContain(`${folder}/values.yaml`);
  });
});
