import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { seedFiles } from './seed.ts';

const sandboxFolder = join(import.meta.dirname, '..', '..');
const transform = createRequire(import.meta.url).resolve('@backstage/cli/config/nodeTransform.cjs');

it('the seeded instances are what the portal writes today', async () => {
  await promisify(execFile)(
    process.execPath,
    ['--require', transform, join(sandboxFolder, 'scripts', 'seedInstances.cts'), '--check'],
    { cwd: sandboxFolder },
  );
});

it('the seeded instances name the repository that is served', () => {
  const url = 'http://127.0.0.1:5555/gitops.git';
  const applications = seedFiles(join(sandboxFolder, '..', '..'), url).filter(({ path }) =>
    path.endsWith('/application.yaml'),
  );
  assert.ok(applications.length > 0);
  for (const { path, content } of applications) {
    const urls = [...content.matchAll(/repoURL: (\S+)/g)].map(match => match[1]);
    assert.deepEqual(new Set(urls), new Set([url]), path);
  }
});
