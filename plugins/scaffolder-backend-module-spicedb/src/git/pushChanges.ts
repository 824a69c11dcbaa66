import { join } from 'node:path';
import { readHead, remoteError } from './Clone';
import type { Remote } from './Clone';
import { outlookOn } from './pendingChanges';
import type { FileChange } from './pendingChanges';

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
  /** Where the changes are: the wanted branch, or the one it would begin from when that holds them already. */
  branch: string;
  commit: string;
  /** False when every change was there already. */
  pushed: boolean;
}

const MOST_ATTEMPTS = 8;

/**
 * Puts the changes on a branch as one commit. When somebody else pushes at the
 * same moment, the commit is made anew on top of theirs and every check is made
 * again; it is never forced. Running it twice makes one commit.
 */
export async function pushChanges(changes: FileChange[], options: PushOptions): Promise<PushResult> {
  const { remote, branch, workingFolder, message, author, onRetry } = options;
  for (let attempt = 1; ; attempt++) {
    const { base, clone, pending } = await outlookOn(
      options,
      changes,
      join(workingFolder, `attempt-${attempt}`),
    );
    if (pending.size === 0) return { branch: base, commit: clone.commit, pushed: false };

    const commit = await clone.commitOnTop(pending, { message, author });
    try {
      await clone.push(commit, branch);
      return { branch, commit, pushed: true };
    } catch (error) {
      const now = await readHead(remote, branch);
      // The answer may be lost on its way back while the push itself went through.
      if (now === commit) return { branch, commit, pushed: true };
      const expected = base === branch ? clone.commit : undefined;
      if (now === expected || attempt === MOST_ATTEMPTS) {
        throw remoteError(`push to branch ${branch} of`, remote, error);
      }
      onRetry?.(`Somebody else pushed to ${branch}; trying again on top of ${now?.slice(0, 7)}`);
    }
  }
}
