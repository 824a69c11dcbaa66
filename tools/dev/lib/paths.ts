import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** What was fetched; git-ignored and safe to delete. */
export const toolsFolder = join(root, '.tools');

/** What was worked out and logged; git-ignored and safe to delete. */
export const cacheFolder = join(root, '.cache', 'dev');

export const inRoot = (...parts: string[]) => join(root, ...parts);

/** A path as a person standing in the repository would write it. */
export function shown(path: string): string {
  const fromRoot = relative(root, path);
  if (!fromRoot.startsWith('..')) return fromRoot || '.';
  return path.startsWith(`${homedir()}/`) ? `~${path.slice(homedir().length)}` : path;
}
