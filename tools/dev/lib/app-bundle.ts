import { join } from 'node:path';
import { fingerprint, unlessStamped } from './fingerprint.ts';
import { alone } from './lock.ts';
import { cacheFolder, inRoot } from './paths.ts';
import { run } from './run.ts';
import { projectEnvironment } from './yarn.ts';

/** Everything that the browser's part of the portal is made of. */
const inputs = [
  'docs',
  'packages/app',
  'plugins/spicedb',
  'plugins/spicedb-common',
  'app-config.yaml',
  'backstage.json',
  'package.json',
  'yarn.lock',
];

/** Builds packages/app into its dist folder, unless that was done from the same sources. */
export const buildAppBundle = () => alone(join(cacheFolder, 'app-build.lock'), build);

async function build(): Promise<string> {
  // The stamp lies in what it vouches for: whoever deletes the bundle deletes the stamp.
  const stamp = inRoot('packages', 'app', 'dist', '.dev-build');
  const worked = await unlessStamped(stamp, fingerprint(inputs), async () => {
    await run('yarn', ['build:app'], {
      env: projectEnvironment(),
      log: join(cacheFolder, 'logs', 'app-build.log'),
    });
  });
  return worked ? 'built' : 'nothing changed';
}
