import { existsSync, globSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, problemOfInstaller } from '../bootstrap/problem.mjs';
import { fingerprint, unlessStamped } from './fingerprint.ts';
import { alone } from './lock.ts';
import { cacheFolder, inRoot, root } from './paths.ts';
import { outcomeOf } from './run.ts';
import { projectEnvironment, registryEnvironment } from './yarn.ts';

const stamp = inRoot('node_modules', '.dev-install');
/** Not in node_modules, where Yarn clears away what is not its own. */
const underWay = join(cacheFolder, 'install-under-way');

/** What node_modules takes on disk, with room to unpack. */
const neededBytes = 3e9;

/** Installs what yarn.lock says, unless that was done already. */
export const installDependencies = () => alone(join(cacheFolder, 'install.lock'), install);

async function install(): Promise<string> {
  const inputs = fingerprint(
    [
      'package.json',
      'yarn.lock',
      '.yarnrc.yml',
      ...globSync('{packages,plugins}/*/package.json', { cwd: root }),
    ],
    process.versions.node,
  );
  const worked = await unlessStamped(stamp, inputs, async () => {
    refuseWithoutRoom();
    // Yarn believes its own note of what it linked; after an interruption that note may be wrong.
    if (existsSync(underWay)) rmSync(inRoot('node_modules', '.yarn-state.yml'), { force: true });
    writeFileSync(underWay, '');
    await yarnInstall();
    rmSync(underWay);
  });
  return worked ? 'installed' : 'nothing changed';
}

async function yarnInstall() {
  const { code, output } = await outcomeOf('yarn', ['install', '--immutable'], {
    env: projectEnvironment({ ...(await registryEnvironment()), YARN_ENABLE_PROGRESS_BARS: 'false' }),
    log: join(cacheFolder, 'logs', 'yarn-install.log'),
  });
  if (code !== 0) throw problemOfInstaller('Installing the dependencies', output);
}

function refuseWithoutRoom() {
  if (existsSync(inRoot('node_modules', '.yarn-state.yml'))) return;
  const { bavail, bsize } = statfsSync(root);
  const free = bavail * bsize;
  if (free >= neededBytes) return;
  throw new Problem(
    'diskFull',
    `${root} has ${(free / 1e9).toFixed(1)} GB free; installing the dependencies takes ${
      neededBytes / 1e9
    } GB.`,
    'Free some space, or clone to another disk, then run the same command again.',
  );
}
