import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { troubleInFolder } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { GeneratedFile } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** Finds a path inside the task's workspace; refuses whatever leads out of it. */
export async function placeInWorkspace(workspace: string, folder: string, path: string) {
  const trouble = troubleInFolder(path);
  if (trouble) throw new InputError(`${path}: a path of a file ${trouble}`);
  const root = resolveSafeChildPath(workspace, folder);
  // A portal's working directory may be written as a relative path.
  const top = resolve(workspace);
  for (let current = resolve(root, path); current !== top; current = dirname(current)) {
    const found = await lstat(current).catch(() => undefined);
    if (found?.isSymbolicLink()) {
      throw new InputError(`${path}: there is a symbolic link on its way, which is not followed.`);
    }
  }
  return resolveSafeChildPath(root, path);
}

/** Writes files into the workspace: all of them, or none when one has no place there. */
export async function writeToWorkspace(workspace: string, folder: string, files: GeneratedFile[]) {
  const places = await Promise.all(files.map(({ path }) => placeInWorkspace(workspace, folder, path)));
  for (const [index, place] of places.entries()) {
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, files[index].content);
  }
}

export async function readFromWorkspace(workspace: string, folder: string, path: string) {
  const place = await placeInWorkspace(workspace, folder, path);
  try {
    return await readFile(place);
  } catch (error) {
    throw new InputError(`${path}: is not in the workspace; did the step that writes it run?`, error);
  }
}
