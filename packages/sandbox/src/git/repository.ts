import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from './command.ts';
import type { SeedFile } from './seed.ts';

const MAIN = 'refs/heads/main';

export interface RepositoryFile {
  path: string;
  /** Names the content: two files of the same content have the same blob. */
  blob: string;
}

export interface Commit {
  id: string;
  author: string;
  at: string;
  subject: string;
}

/** A bare repository that answers questions about its main branch. */
export interface Repository {
  folder: string;
  head(): Promise<string | undefined>;
  files(commit: string, under: string): Promise<RepositoryFile[]>;
  contents(blobs: string[]): Promise<Map<string, string>>;
  log(limit: number): Promise<Commit[]>;
}

export function repositoryAt(folder: string): Repository {
  const run = (args: string[], input?: string) =>
    git(args, { in: folder, ...(input === undefined ? {} : { input }) });
  return {
    folder,
    async head() {
      const found = await run(['for-each-ref', '--format=%(objectname)', MAIN]);
      return found.toString('utf8').trim() || undefined;
    },
    async files(commit, under) {
      const listed = (await run(['ls-tree', '-r', '-z', commit, '--', under])).toString('utf8');
      return listed
        .split('\0')
        .filter(Boolean)
        .map(entry => {
          const tab = entry.indexOf('\t');
          return { path: entry.slice(tab + 1), blob: entry.slice(0, tab).split(' ')[2] ?? '' };
        });
    },
    async contents(blobs) {
      if (blobs.length === 0) return new Map();
      return splitBatch(await run(['cat-file', '--batch'], `${blobs.join('\n')}\n`));
    },
    async log(limit) {
      const format = '--format=%H%x00%an%x00%cI%x00%s';
      const printed = await run(['log', `--max-count=${limit}`, format, MAIN]);
      return printed
        .toString('utf8')
        .split('\n')
        .filter(Boolean)
        .map(line => {
          const [id = '', author = '', at = '', subject = ''] = line.split('\0');
          return { id, author, at, subject };
        });
    },
  };
}

// Every answer is "<name> blob <size>\n", the content, and a line feed.
function splitBatch(printed: Buffer): Map<string, string> {
  const contents = new Map<string, string>();
  for (let at = 0; at < printed.length; ) {
    const lineEnd = printed.indexOf(10, at);
    const [blob = '', , size] = printed.toString('utf8', at, lineEnd).split(' ');
    const start = lineEnd + 1;
    const end = start + Number(size ?? 0);
    if (size !== undefined) contents.set(blob, printed.toString('utf8', start, end));
    at = size === undefined ? start : end + 1;
  }
  return contents;
}

/** Makes a bare repository with one first commit, beside its place and then moved there whole. */
async function createRepository(folder: string, files: SeedFile[]): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const run = (args: string[], input?: string) =>
    git(args, { in: unfinished, ...(input === undefined ? {} : { input }) });
  await run(['init', '--quiet', '--bare', '.']);
  await run(['symbolic-ref', 'HEAD', MAIN]);
  await run(['config', 'http.receivepack', 'true']);
  await run(['config', 'receive.denyNonFastForwards', 'true']);
  await run(['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  await run(['fast-import', '--quiet'], importStream(files));
  renameSync(unfinished, folder);
}

function importStream(files: SeedFile[]): string {
  const message = 'Start the GitOps repository';
  const now = `${Math.floor(Date.now() / 1000)} +0000`;
  const parts = [
    `commit ${MAIN}`,
    `committer SpiceDB portal sandbox <sandbox@example.com> ${now}`,
    `data ${Buffer.byteLength(message)}`,
    message,
  ];
  for (const { path, content } of files) {
    parts.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(content)}`, content);
  }
  return `${parts.join('\n')}\n`;
}

/** Opens the repository that an earlier run left, or makes it from the seed. */
export async function openRepository(
  folder: string,
  seed: () => SeedFile[],
  { fresh }: { fresh: boolean },
): Promise<Repository> {
  if (fresh) rmSync(folder, { recursive: true, force: true });
  if (!existsSync(join(folder, 'HEAD'))) {
    mkdirSync(dirname(folder), { recursive: true });
    await createRepository(folder, seed());
  }
  return repositoryAt(folder);
}
