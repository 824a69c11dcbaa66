import { join } from 'node:path';
import { fingerprint, unlessStamped } from './fingerprint.ts';
import { alone } from './lock.ts';
import { cacheFolder, inRoot } from './paths.ts';
import { run } from './run.ts';
import { projectEnvironment } from './yarn.ts';

/** Everything that the browser's part of a portal is made of, beside its own package. */
const inputs = [
  'docs',
  'plugins/spicedb',
  'plugins/spicedb-common',
  'app-config.yaml',
  'backstage.json',
  'package.json',
  'yarn.lock',
];

/** Builds the demo portal's pages into packages/app/dist, unless that was done from the same sources. */
export const buildAppBundle = () => buildAlone('app');

/** The same of the portal on the older frontend system, which only the browser tests need. */
export const buildOlderAppBundle = () => buildAlone('older-app');

const buildAlone = (app: string) => alone(join(cacheFolder, `${app}-build.lock`), () => build(app));

async function build(app: string): Promise<string> {
  // The stamp lies in what it vouches for: whoever deletes the bundle deletes the stamp.
  const stamp = inRoot('packages', app, 'dist', '.dev-build');
  const worked = await unlessStamped(stamp, fingerprint([...inputs, `packages/${app}`]), async () => {
    await run('yarn', ['workspace', app, 'build'], {
      env: projectEnvironment(),
      log: join(cacheFolder, 'logs', `${app}-build.log`),
    });
  });
  return worked ? 'built' : 'nothing changed';
}
