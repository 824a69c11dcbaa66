import fs from 'node:fs';
import git from 'isomorphic-git';
import type { GitAuth, HttpClient } from 'isomorphic-git';

export interface Remote {
  url: string;
  http: HttpClient;
  auth?: GitAuth;
}

/** A file at the commit that was fetched; `oid` changes exactly when the content does. */
export interface StoredFile {
  path: string;
  oid: string;
  content: Buffer;
}

// Without an end to asking, a refused login would be asked for again for ever.
const login = ({ auth }: Remote) => ({
  onAuth: () => auth ?? { cancel: true },
  onAuthFailure: () => ({ cancel: true }),
});

const reasonOf = (error: unknown) => {
  const { code, data, cause } = error as {
    code?: string;
    data?: { statusCode?: number };
    cause?: { code?: string; message?: string };
  };
  if (code === 'UserCanceledError' || data?.statusCode === 401 || data?.statusCode === 403) {
    return 'it refused the login; check the credentials of this host under "integrations" in the portal\'s configuration';
  }
  if (code === 'NotFoundError') return 'it has no such branch';
  if (data?.statusCode === 404) return 'there is no such repository, or the portal may not see it';
  if (data?.statusCode !== undefined) return `it answered with HTTP status ${data.statusCode}`;
  if (cause) return `no connection (${cause.code ?? cause.message})`;
  return error instanceof Error ? error.message : String(error);
};

/** Says which repository could not be reached, and why, in one sentence. */
export function remoteError(doing: string, { url }: Remote, error: unknown): Error {
  return new Error(`Could not ${doing} ${url}: ${reasonOf(error)}`, { cause: error });
}

/** The commit at the head of a branch, or undefined when there is no such branch. */
export async function readHead(remote: Remote, branch: string): Promise<string | undefined> {
  const name = `refs/heads/${branch}`;
  try {
    const refs = await git.listServerRefs({
      http: remote.http,
      url: remote.url,
      prefix: name,
      ...login(remote),
    });
    return refs.find(({ ref }) => ref === name)?.oid;
  } catch (error) {
    throw remoteError('read', remote, error);
  }
}

/**
 * One commit of a repository, without a working tree: files are read from and
 * written to Git's own objects, so no link and no attribute of the repository
 * is ever followed on the portal's disk.
 */
export class Clone {
  readonly dir: string;
  readonly remote: Remote;
  readonly commit: string;
  readonly #cache = {};

  private constructor(dir: string, remote: Remote, commit: string) {
    this.dir = dir;
    this.remote = remote;
    this.commit = commit;
  }

  /** Fetches the head of a branch into an empty folder. */
  static async of(remote: Remote, branch: string, dir: string): Promise<Clone> {
    try {
      await git.clone({
        fs,
        http: remote.http,
        dir,
        url: remote.url,
        ref: branch,
        singleBranch: true,
        depth: 1,
        noCheckout: true,
        noTags: true,
        ...login(remote),
      });
      const commit = await git.resolveRef({ fs, dir, ref: `refs/remotes/origin/${branch}` });
      return new Clone(dir, remote, commit);
    } catch (error) {
      throw remoteError(`fetch branch ${branch} of`, remote, error);
    }
  }

  get #store() {
    return { fs, dir: this.dir, cache: this.#cache };
  }

  /** What stands at a path: a file, a folder, something else (a link, a submodule), or nothing. */
  async kindOf(path: string): Promise<'file' | 'folder' | 'other' | undefined> {
    const segments = path.split('/');
    let { tree } = await git.readTree({ ...this.#store, oid: this.commit });
    for (const [index, segment] of segments.entries()) {
      const entry = tree.find(({ path: name }) => name === segment);
      if (!entry) return undefined;
      if (entry.type !== 'tree') {
        const isFile = entry.type === 'blob' && entry.mode !== '120000';
        if (index < segments.length - 1) return 'other';
        return isFile ? 'file' : 'other';
      }
      if (index === segments.length - 1) return 'folder';
      ({ tree } = await git.readTree({ ...this.#store, oid: entry.oid }));
    }
    return undefined;
  }

  async readFile(path: string): Promise<StoredFile | undefined> {
    if ((await this.kindOf(path)) !== 'file') return undefined;
    const { oid, blob } = await git.readBlob({ ...this.#store, oid: this.commit, filepath: path });
    return { path, oid, content: Buffer.from(blob) };
  }

  /** Every file below a folder, in order of path. */
  async readFolder(folder: string): Promise<StoredFile[]> {
    if ((await this.kindOf(folder)) !== 'folder') return [];
    const files: StoredFile[] | undefined = await git.walk({
      ...this.#store,
      trees: [git.TREE({ ref: this.commit })],
      map: async (path, [entry]) => {
        if (path === '.' || folder === path || folder.startsWith(`${path}/`)) return undefined;
        if (!entry || !path.startsWith(`${folder}/`)) return null;
        if ((await entry.type()) !== 'blob') return undefined;
        if ((await entry.mode()) === 0o120000) return null;
        return {
          path,
          oid: await entry.oid(),
          content: Buffer.from((await entry.content()) ?? []),
        };
      },
    });
    return files ?? [];
  }

  /** Writes a commit on top of this one, in which some files are other than before. */
  async commitOnTop(
    changes: ReadonlyMap<string, Buffer | undefined>,
    { message, author }: { message: string; author: { name: string; email: string } },
  ): Promise<string> {
    const root = await git.readTree({ ...this.#store, oid: this.commit });
    const tree = await this.#writeTree(root.oid, changes);
    return git.commit({
      ...this.#store,
      message,
      author,
      committer: author,
      tree: tree ?? (await git.writeTree({ ...this.#store, tree: [] })),
      parent: [this.commit],
      ref: 'refs/heads/portal-change',
    });
  }

  async #writeTree(
    oid: string | undefined,
    changes: ReadonlyMap<string, Buffer | undefined>,
  ): Promise<string | undefined> {
    const before = oid ? (await git.readTree({ ...this.#store, oid })).tree : [];
    const entries = new Map(before.map(entry => [entry.path, entry]));
    const below = new Map<string, Map<string, Buffer | undefined>>();
    for (const [path, content] of changes) {
      const slash = path.indexOf('/');
      if (slash >= 0) {
        const folder = path.slice(0, slash);
        const inside = below.get(folder) ?? new Map();
        below.set(folder, inside.set(path.slice(slash + 1), content));
      } else if (content === undefined) {
        entries.delete(path);
      } else {
        const blob = await git.writeBlob({ ...this.#store, blob: content });
        const mode = entries.get(path)?.mode ?? '100644';
        entries.set(path, { mode, path, oid: blob, type: 'blob' });
      }
    }
    for (const [folder, inside] of below) {
      const tree = await this.#writeTree(entries.get(folder)?.oid, inside);
      if (tree) entries.set(folder, { mode: '040000', path: folder, oid: tree, type: 'tree' });
      else entries.delete(folder);
    }
    if (entries.size === 0) return undefined;
    return git.writeTree({ ...this.#store, tree: [...entries.values()] });
  }

  /** Sends a commit made by {@link commitOnTop}; never in place of what stands there. */
  async push(commit: string, branch: string): Promise<void> {
    await git.writeRef({ ...this.#store, ref: 'refs/heads/portal-change', value: commit, force: true });
    const result = await git.push({
      ...this.#store,
      http: this.remote.http,
      url: this.remote.url,
      ref: 'refs/heads/portal-change',
      remoteRef: `refs/heads/${branch}`,
      force: false,
      ...login(this.remote),
    });
    if (!result.ok) throw new Error(result.error ?? 'the server did not take the commit');
  }
}
