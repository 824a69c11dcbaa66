// Runs on any Node from 18 on: this is what brings Node 22.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem, problemOfInstaller } from './problem.mjs';

/**
 * @typedef {object} PinnedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity what npm must have fetched, whichever registry it asked
 * @property {Record<string, string>} [bin] the commands to put into node_modules/.bin
 */

/**
 * Installs one pinned package into a folder of its own. The folder appears whole or not at all: an
 * interrupted install leaves a `.partial-` folder, which the next one clears away.
 * @param {PinnedPackage} wanted
 * @param {string} into
 * @returns {Promise<string>} the package's own folder
 */
export async function installNpmPackage(wanted, into) {
  const folder = join(into, 'node_modules', wanted.name);
  if (existsSync(into)) return folder;

  const partial = `${into}.partial-${process.pid}`;
  try {
    clearPartials(into);
    mkdirSync(partial, { recursive: true });
    writeLockfile(wanted, partial);
    await npmCi(wanted, partial);
    renameSync(partial, into);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another ./dev was quicker: its folder is as good as ours.
    if (existsSync(into)) return folder;
    throw error instanceof Problem ? error : problemOfInstaller(`Installing ${wanted.name}`, String(error));
  }
  return folder;
}

/** @param {string} into */
function clearPartials(into) {
  const parent = dirname(into);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${basename(into)}.partial-`)) continue;
    const owner = Number(name.split('-').pop());
    if (!isAlive(owner)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * A lockfile without addresses: npm asks the user's registry, and refuses what does not match.
 * @param {PinnedPackage} wanted
 * @param {string} folder
 */
function writeLockfile({ name, version, integrity, bin }, folder) {
  const root = { name: 'pinned', version: '1.0.0', dependencies: { [name]: version } };
  const lock = {
    name: root.name,
    version: root.version,
    lockfileVersion: 3,
    packages: { '': root, [`node_modules/${name}`]: { version, integrity, bin } },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(root));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
}

/**
 * @param {PinnedPackage} wanted
 * @param {string} folder
 * @returns {Promise<void>}
 */
function npmCi(wanted, folder) {
  const args = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', reject);
    child.on('close', code =>
      code === 0
        ? resolve()
        : reject(problemOfInstaller(`Installing ${wanted.name} ${wanted.version}`, output)),
    );
  });
}
