import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { installNpmPackage } from '../bootstrap/npm-package.mjs';
import { inRoot, toolsFolder } from './paths.ts';

const pinned = {
  name: '@yarnpkg/cli-dist',
  version: '4.18.1',
  integrity:
    'sha512-EH+A4TxAtBWXKE0DGQxW9Bo9crXHLJ73mfxjTQJuv8XonNWWTpei8BQ5JjczHJNU9GROTycwMFn8iOvRIZXUcA==',
  bin: { yarn: 'bin/yarn.js' },
};
const folder = join(toolsFolder, `yarn-${pinned.version}`);
const binFolder = join(folder, 'node_modules', '.bin');

export async function fetchYarn(): Promise<string> {
  await installNpmPackage(pinned, folder);
  return pinned.version;
}

/** The environment of everything we start: this Node and our Yarn come first on its PATH. */
export function projectEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), binFolder, process.env.PATH].filter(Boolean).join(delimiter);
  return { ...process.env, PATH: path, ...more };
}

/** Yarn asks the registry that the user's npm asks, through the same proxy and with the same trust. */
export async function registryEnvironment(): Promise<Record<string, string>> {
  const names = ['registry', 'https-proxy', 'proxy', 'cafile'];
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', ...names], { cwd: inRoot() });
  const settings = new Map(
    stdout
      .split('\n')
      .filter(line => line.includes('='))
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).trim()] as const),
  );
  const setting = (name: string) => {
    const value = settings.get(name);
    return value && value !== 'null' && value !== 'undefined' ? value : undefined;
  };
  const registry = setting('registry');
  const wanted = {
    YARN_NPM_REGISTRY_SERVER: registry?.replace(/\/$/, ''),
    YARN_HTTPS_PROXY: setting('https-proxy'),
    YARN_HTTP_PROXY: setting('proxy'),
    YARN_HTTPS_CA_FILE_PATH: setting('cafile'),
    // Yarn asks for packages to be three days old; ours are pinned by checksum instead.
    YARN_NPM_MINIMAL_AGE_GATE: '0',
    YARN_UNSAFE_HTTP_WHITELIST: registry?.startsWith('http:') ? new URL(registry).hostname : undefined,
  };
  return Object.fromEntries(
    Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The Yarn that package.json asks for, so that a test can hold the pin against it. */
export const packageManager = () =>
  (JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { packageManager: string }).packageManager;

export const pinnedYarn = `yarn@${pinned.version}`;
