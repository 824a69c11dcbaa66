import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './paths.ts';

const notInputs = new Set(['node_modules', 'dist', 'dist-types', 'coverage', '.cache']);

function filesUnder(path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .filter(entry => !notInputs.has(entry.name))
    .flatMap(entry => filesUnder(join(path, entry.name)));
}

/** One word for the content of these files and folders, and for anything else that matters. */
export function fingerprint(paths: string[], ...alsoMatters: string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesUnder).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  for (const text of alsoMatters) hash.update(`${text}\0`);
  return hash.digest('hex').slice(0, 32);
}

/**
 * Does the work unless the stamp says that it was done from the same inputs. The stamp goes away before
 * the work and comes back after it, so that an interrupted run is never taken for a finished one.
 */
export async function unlessStamped(
  stamp: string,
  inputs: string,
  work: () => Promise<void>,
): Promise<boolean> {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return false;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, inputs);
  return true;
}
