import { mkdtemp, rm } from 'node:fs/promises';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitHttp } from '@spicedb-portal/backstage-plugin-scaffolder-backend-module-spicedb';
import git from 'isomorphic-git';

/** A branch of a Git repository that is read over HTTP(S). */
export interface GitBranch {
  url: string;
  branch: string;
  credentials?: { username: string; password: string };
}

/** A file at one commit; `oid` changes exactly when the content does. */
export interface GitFile {
  path: string;
  oid: string;
  content: string;
}

// Without an end to asking, a refused login would be asked for again for ever.
const authentication = ({ credentials }: GitBranch) => ({
  onAuth: () => credentials ?? { cancel: true },
  onAuthFailure: () => ({ cancel: true }),
});

/** The commit at the head of the branch; one small request. */
export async function readHead(source: GitBranch, signal: AbortSignal): Promise<string> {
  const refs = await git.listServerRefs({
    http: gitHttp(signal),
    url: source.url,
    prefix: `refs/heads/${source.branch}`,
    ...authentication(source),
  });
  const head = refs.find(({ ref }) => ref === `refs/heads/${source.branch}`);
  if (!head) throw new Error(`the repository has no branch ${source.branch}`);
  return head.oid;
}

function matchesSegment(segment: string, pattern: string) {
  return pattern === '*' ? !segment.startsWith('.') : segment === pattern;
}

/**
 * The files whose paths fit the pattern, in which `*` stands for one whole
 * segment. A new shallow clone each time: it costs one request, and nothing
 * that an earlier, interrupted one left behind can be read.
 */
export async function readFiles(
  source: GitBranch,
  pattern: string,
  signal: AbortSignal,
): Promise<{ commit: string; files: GitFile[] }> {
  const segments = pattern.split('/');
  const dir = await mkdtemp(join(tmpdir(), 'git-discovery-'));
  try {
    await git.clone({
      fs,
      http: gitHttp(signal),
      dir,
      url: source.url,
      ref: source.branch,
      singleBranch: true,
      depth: 1,
      noCheckout: true,
      noTags: true,
      ...authentication(source),
    });
    const commit = await git.resolveRef({ fs, dir, ref: `refs/remotes/origin/${source.branch}` });
    const cache = {};
    const files: GitFile[] = await git.walk({
      fs,
      dir,
      cache,
      trees: [git.TREE({ ref: commit })],
      map: async (path, [entry]) => {
        if (path === '.') return undefined;
        const parts = path.split('/');
        const fits = parts.every((part, index) => matchesSegment(part, segments[index] ?? ''));
        if (!entry || !fits) return null;
        if (parts.length < segments.length) return undefined;
        // A symbolic link is a blob too, and would be read as a path.
        if ((await entry.type()) !== 'blob' || (await entry.mode()) === 0o120000) return null;
        const content = Buffer.from((await entry.content()) ?? []).toString('utf8');
        return { path, oid: await entry.oid(), content };
      },
    });
    return { commit, files: files ?? [] };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
