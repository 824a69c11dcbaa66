import { ConflictError } from '@backstage/errors';
import { Clone, readHead } from './Clone';
import type { Remote } from './Clone';

/** What is to stand at a path, and what must have stood there before. */
export interface FileChange {
  path: string;
  /** Absent: the file goes. */
  content?: Buffer;
  /** The Git object that is replaced; absent when there must be no such file yet. */
  replaces?: string;
}

type Pending = Map<string, Buffer | undefined>;

interface Target {
  remote: Remote;
  branch: string;
  /** Where the branch begins if the repository does not have it yet. */
  startFrom: string;
}

/** The changes beside what a branch holds at this moment. */
export interface Outlook {
  /** The branch as it stands, or else the one from which it would begin. */
  base: string;
  clone: Clone;
  /** What the base does not hold yet. */
  pending: Pending;
}

/** Holds the changes against the head of a branch; refuses when someone else's work would be lost. */
export async function outlookOn(
  { remote, branch, startFrom }: Target,
  changes: FileChange[],
  emptyFolder: string,
): Promise<Outlook> {
  const base = (await readHead(remote, branch)) ? branch : startFrom;
  const clone = await Clone.of(remote, base, emptyFolder);
  return { base, clone, pending: await pendingIn(clone, changes) };
}

async function pendingIn(clone: Clone, changes: FileChange[]): Promise<Pending> {
  const pending: Pending = new Map();
  const refused: string[] = [];
  for (const { path, content, replaces } of changes) {
    const kind = await clone.kindOf(path);
    const stored = await clone.readFile(path);
    if (content ? stored?.content.equals(content) : kind === undefined) continue;
    if (kind === 'folder' || kind === 'other') {
      refused.push(`${path} (there is a ${kind === 'folder' ? 'folder' : 'link or submodule'} in its place)`);
    } else if (stored?.oid !== replaces) {
      refused.push(stored ? `${path} (it was changed meanwhile)` : `${path} (it was removed meanwhile)`);
    } else {
      pending.set(path, content);
    }
  }
  if (refused.length > 0) {
    throw new ConflictError(
      `Nothing was written: the repository holds other work at ${refused.join(
        ', ',
      )}. Look at it there, then run the template again.`,
    );
  }
  return pending;
}
