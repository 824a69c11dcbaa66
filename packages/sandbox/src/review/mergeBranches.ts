import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../git/command.ts';

export interface Branches {
  source: string;
  target: string;
}

/** What a merge came to: the commit on the target, or the files that both sides changed. */
export type Merged = { commit: string; before: string } | { conflicts: string[] };

/**
 * Merges one branch into another as `git merge --no-ff` does, in a repository that has no work tree.
 * The target moves only when nobody has pushed to it in between.
 */
export async function mergeBranches(
  repository: string,
  { source, target }: Branches,
  message: string,
): Promise<Merged> {
  const scratch = mkdtempSync(join(tmpdir(), 'sandbox-merge-'));
  const run = async (args: string[], input?: string) =>
    (
      await git(args, {
        in: repository,
        env: { GIT_INDEX_FILE: join(scratch, 'index') },
        ...(input === undefined ? {} : { input }),
      })
    ).toString('utf8');
  const commitOf = async (branch: string) => (await run(['rev-parse', `refs/heads/${branch}`])).trim();
  try {
    const [ours, theirs] = [await commitOf(target), await commitOf(source)];
    const base = (await run(['merge-base', ours, theirs])).trim();
    await run(['read-tree', '-i', '-m', '--aggressive', base, ours, theirs]);
    const conflicts: string[] = [];
    for (const [path, stages] of unmergedIn(await run(['ls-files', '--unmerged', '-z']))) {
      const merged = await mergeLines(stages, scratch, run);
      if (merged === undefined) conflicts.push(path);
      else await run(['update-index', '--cacheinfo', `100644,${merged},${path}`]);
    }
    if (conflicts.length) return { conflicts };
    const tree = (await run(['write-tree'])).trim();
    const commit = (await run(['commit-tree', tree, '-p', ours, '-p', theirs], message)).trim();
    await run(['update-ref', `refs/heads/${target}`, commit, ours]);
    return { commit, before: ours };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The blobs of a file by stage: 1 is what both began with, 2 is the target's, 3 the source's. */
type Stages = Record<string, string>;

function unmergedIn(listed: string): Map<string, Stages> {
  const files = new Map<string, Stages>();
  for (const entry of listed.split('\0').filter(Boolean)) {
    const tab = entry.indexOf('\t');
    const [, blob = '', stage = ''] = entry.slice(0, tab).split(' ');
    const path = entry.slice(tab + 1);
    files.set(path, { ...files.get(path), [stage]: blob });
  }
  return files;
}

/** The blob in which the lines of both sides are, or undefined where they changed the same ones. */
async function mergeLines(
  stages: Stages,
  scratch: string,
  run: (args: string[], input?: string) => Promise<string>,
): Promise<string | undefined> {
  const files: string[] = [];
  for (const stage of ['2', '1', '3']) {
    const blob = stages[stage];
    if (!blob) return undefined;
    const file = join(scratch, stage);
    writeFileSync(file, await run(['cat-file', 'blob', blob]));
    files.push(file);
  }
  try {
    return (await run(['hash-object', '-w', '--stdin'], await run(['merge-file', '-p', ...files]))).trim();
  } catch {
    // merge-file ends with the number of conflicts.
    return undefined;
  }
}
