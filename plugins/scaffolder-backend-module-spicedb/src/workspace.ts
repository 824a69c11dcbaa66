import { lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { troubleInFolder } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { GeneratedFile } from '@spicedb-portal/backstage-plugin-spicedb-common';

/** Finds a path inside the task's workspace; refuses whatever leads out of it. */
export async function placeInWorkspace(workspace: string, folder: string, path: string) {
  const trouble = troubleInFolder(path);
  if (trouble) throw new InputError(`${path}: a path of a file ${trouble}`);
  const root = resolveSafeChildPath(workspace, folder);
  const place = resolveSafeChildPath(root, path);
  for (let current = place; current !== workspace; current = dirname(current)) {
    const found = await lstat(current).catch(() => undefined);
    if (found?.isSymbolicLink()) {
      throw new InputError(`${path}: ${current === place ? 'is' : 'lies behind'} a symbolic link, which is not followed.`);
    }
  }
  return place;
}

/** Writes files into the workspace: all of them, or none when one has no place there. */
export async function writeToWorkspace(workspace: string, folder: string, files: GeneratedFile[]) {
  const places = await Promise.all(
    files.map(({ path }) => placeInWorkspace(workspace, folder, path)),
  );
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

export async function removeFromWorkspace(workspace: string, folder: string, path: string) {
  await rm(await placeInWorkspace(workspace, folder, path), { force: true });
}
