import { join } from 'node:path';
import { ConflictError } from '@backstage/errors';
import { Clone, readHead, remoteError } from './Clone';
import type { Remote } from './Clone';

/** What is to stand at a path, and what must have stood there before. */
export interface FileChange {
  path: string;
  /** Absent: the file goes. */
  content?: Buffer;
  /** The Git object that is replaced; absent when there must be no such file yet. */
  replaces?: string;
}

export interface PushOptions {
  remote: Remote;
  branch: string;
  /** Where the branch begins if the repository does not have it yet. */
  startFrom: string;
  message: string;
  author: { name: string; email: string };
  /** An empty folder. */
  workingFolder: string;
  onRetry?: (reason: string) => void;
}

export interface PushResult {
  branch: string;
  commit: string;
  /** False when the branch already held every change. */
  pushed: boolean;
}

const MOST_ATTEMPTS = 8;

type Pending = Map<string, Buffer | undefined>;

/** The changes that the commit does not hold yet; refuses when someone else's work would be lost. */
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

/**
 * Puts the changes on a branch as one commit. When somebody else pushes at the
 * same moment, the commit is made anew on top of theirs and every check is made
 * again; it is never forced. Running it twice makes one commit.
 */
export async function pushChanges(changes: FileChange[], options: PushOptions): Promise<PushResult> {
  const { remote, branch, startFrom, workingFolder, message, author, onRetry } = options;
  for (let attempt = 1; ; attempt++) {
    const head = await readHead(remote, branch);
    const clone = await Clone.of(
      remote,
      head ? branch : startFrom,
      join(workingFolder, `attempt-${attempt}`),
    );
    const pending = await pendingIn(clone, changes);
    if (pending.size === 0) return { branch, commit: clone.commit, pushed: false };

    const commit = await clone.commitOnTop(pending, { message, author });
    try {
      await clone.push(commit, branch);
      return { branch, commit, pushed: true };
    } catch (error) {
      const now = await readHead(remote, branch);
      // The answer may be lost on its way back while the push itself went through.
      if (now === commit) return { branch, commit, pushed: true };
      const expected = head ? clone.commit : undefined;
      if (now === expected || attempt === MOST_ATTEMPTS) {
        throw remoteError(`push to branch ${branch} of`, remote, error);
      }
      onRetry?.(`Somebody else pushed to ${branch}; trying again on top of ${now?.slice(0, 7)}`);
    }
  }
}
