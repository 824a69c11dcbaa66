// ./dev doctor: runs on any Node from 18 on and needs nothing else, so that it helps where something is missing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * @typedef {object} Finding
 * @property {string} what
 * @property {boolean} well
 * @property {string} found
 * @property {string} [without] what will not work
 * @property {string} [remedy] how to get it
 */

/** @param {string} command @param {string[]} args */
function answerOf(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout.trim().split('\n')[0] : undefined;
}

/** @param {string} what @param {string | undefined} found @param {string} without @param {string} remedy @returns {Finding} */
const needed = (what, found, without, remedy) => ({
  what,
  well: found !== undefined,
  found: found ?? 'missing',
  without,
  remedy,
});

/** @returns {Finding} */
function node22() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fetched = fetchedTools().find(name => name.startsWith('node-'));
  let found = fetched ? `.tools/${fetched}` : 'comes with the first ./dev start';
  if (major === 22 && minor >= 18) found = `yours, ${process.versions.node}`;
  return {
    what: 'Node 22',
    well: true,
    found: `${found} (./dev itself runs on your ${process.versions.node})`,
  };
}

const fetchedTools = () => {
  const folder = join(root, '.tools');
  return existsSync(folder) ? readdirSync(folder).filter(name => !name.includes('.partial')) : [];
};

/** @returns {Finding} */
function yarn() {
  const fetched = fetchedTools().find(name => name.startsWith('yarn-'));
  return {
    what: 'Yarn',
    well: true,
    found: fetched ? `.tools/${fetched}` : 'comes with the first ./dev start',
  };
}

/** @returns {Finding} */
function dependencies() {
  const folder = join(root, 'node_modules');
  if (existsSync(join(root, '.cache', 'dev', 'install-under-way'))) {
    return { what: 'dependencies', well: true, found: 'an interrupted install; ./dev start goes on with it' };
  }
  return {
    what: 'dependencies',
    well: true,
    found: existsSync(join(folder, '.yarn-state.yml')) ? 'installed' : 'come with the first ./dev start',
  };
}

/** @returns {Finding} */
function diskSpace() {
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / 1e9;
  const installed = existsSync(join(root, 'node_modules', '.yarn-state.yml'));
  return {
    what: 'disk space',
    well: free > (installed ? 1 : 6),
    found: `${free.toFixed(1)} GB free`,
    without: installed ? 'building and testing' : 'the first ./dev start (3 GB) and ./dev test (3 GB more)',
    remedy: 'Free some space, or clone to another disk.',
  };
}

/** @returns {Promise<Finding>} */
async function registry() {
  const address = answerOf('npm', ['config', 'get', 'registry']);
  const what = 'package registry';
  if (!address) return needed(what, undefined, 'the first ./dev start', 'Install npm.');
  const found =
    answerOf('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=10000']) === undefined
      ? undefined
      : 'answers';
  return needed(
    what,
    found,
    'the first ./dev start and ./dev test; later ones need no network',
    'Check the network, the proxy (HTTPS_PROXY) and: npm config get registry',
  );
}

/** @param {number} port @returns {Promise<boolean>} */
const isFree = port =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });

/** @returns {Promise<Finding>} */
async function ports() {
  const all = [3000, 3001, 3002];
  const free = await Promise.all(all.map(isFree));
  const taken = all.filter((_, index) => !free[index]);
  return {
    what: 'ports 3000 to 3002',
    well: taken.length === 0,
    found: taken.length ? `taken: ${taken.join(', ')}` : 'free',
    without: './dev start on its usual ports',
    remedy: 'Stop what holds them, or choose others: ./dev start --port 3100',
  };
}

/** @returns {Finding} */
function go() {
  const version = answerOf('go', ['env', 'GOVERSION'])?.replace('go', '');
  const [major, minor] = (version ?? '0.0').split('.').map(Number);
  if (major > 1 || minor >= 26) return { what: 'Go', well: true, found: String(version) };
  const pip = answerOf('python3', ['-m', 'pip', '--version']);
  return {
    what: 'Go',
    well: pip !== undefined,
    found: `${version ?? 'missing'}; ${
      pip ? 'comes by pip with the first ./dev test' : 'and no python3 with pip to fetch it'
    }`,
    without: './dev test chart (the other parts run)',
    remedy: 'Install Go 1.26 or newer (https://go.dev/dl), or python3 with pip (Debian: python3-pip).',
  };
}

/** @returns {Finding} */
function browser() {
  const own = process.env.PLAYWRIGHT_CHROMIUM;
  const comesAlong = process.platform === 'linux' && process.arch === 'x64';
  return {
    what: 'Chromium',
    well: own ? existsSync(own) : comesAlong,
    found: own ?? (comesAlong ? 'comes with the dependencies' : 'none for this system'),
    without: './dev test browser (the other parts run)',
    remedy: "Name your own: PLAYWRIGHT_CHROMIUM='/path/to/Chrome' ./dev test browser",
  };
}

/** @returns {Finding} */
function lab() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const debian = /^ID(_LIKE)?=.*debian/m.test(release);
  const isRoot = process.getuid?.() === 0;
  return {
    what: 'the lab',
    well: debian && isRoot,
    found: `${debian ? 'Debian or a relative' : 'not Debian'}, ${isRoot ? 'root' : 'not root'}`,
    without: './dev lab (start and test do not need it)',
    remedy: 'Use Debian 12 as root; ./dev lab up says what else it needs before it does anything.',
  };
}

const findings = [
  needed(
    'git',
    answerOf('git', ['--version'])?.replace('git version ', ''),
    './dev start',
    'Install git (https://git-scm.com).',
  ),
  needed(
    'npm',
    answerOf('npm', ['--version']),
    'the first ./dev start',
    'Install npm; it comes with Node (https://nodejs.org).',
  ),
  node22(),
  yarn(),
  dependencies(),
  diskSpace(),
  await registry(),
  await ports(),
  go(),
  browser(),
  lab(),
];

for (const { what, well, found, without, remedy } of findings) {
  process.stdout.write(`${well ? 'ok     ' : 'MISSING'}  ${what.padEnd(18)} ${found}\n`);
  if (!well)
    process.stdout.write(`         will not work:     ${without}\n         to get it:         ${remedy}\n`);
}

/** Only what ./dev start cannot do without decides; the rest is needed for less. */
const essential = ['git', 'npm', 'disk space'];
process.exitCode = findings.some(({ what, well }) => !well && essential.includes(what)) ? 1 : 0;
