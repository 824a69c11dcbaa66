import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { goEnvironment } from '../tools/dev/lib/go.ts';
import { run } from './commands.ts';
import { LabError, reasonOf } from './errors.ts';
import type { GoModule } from './go-modules.ts';
import { CACHE } from './paths.ts';

/** Static binaries, because the images hold nothing else; no path of this machine inside. */
const buildEnvironment = async () => ({
  ...(await goEnvironment()),
  CGO_ENABLED: '0',
  GOFLAGS: '-buildvcs=false -trimpath',
});

const LEAST_FREE_GIB = 8;

/** The pins, and the source of those packages that are ours. */
function sourceFiles({ folder, packages }: GoModule): string[] {
  const own = packages
    .filter(path => path.startsWith('./'))
    .flatMap(path => readdirSync(join(folder, path)).map(name => join(path, name)));
  return ['go.mod', 'go.sum', ...own.sort()];
}

/** Changes whenever the outcome of the build could change. */
function fingerprint(module: GoModule): string {
  const hash = createHash('sha256');
  for (const name of sourceFiles(module)) {
    hash.update(name).update(readFileSync(join(module.folder, name)));
  }
  const { packages, ldflags, rename, links, files } = module;
  hash.update(JSON.stringify({ packages, ldflags, rename, links, files, arch: process.arch }));
  return hash.digest('hex').slice(0, 16);
}

/** Where the binaries of a module are, or will be. */
export const builtFolder = (module: GoModule) => join(CACHE, `${module.id}-${fingerprint(module)}`);

export const isBuilt = (module: GoModule) => existsSync(builtFolder(module));

/** Throws unless the disk has room for what the builds write. */
export function demandRoom(): void {
  mkdirSync(CACHE, { recursive: true });
  const { bavail, bsize } = statfsSync(CACHE);
  const free = (bavail * bsize) / 2 ** 30;
  if (free < LEAST_FREE_GIB) {
    throw new LabError(
      `building the lab needs ${LEAST_FREE_GIB} GiB of free disk; ${free.toFixed(1)} GiB are left`,
      'Make room; "go clean -cache" often helps.',
    );
  }
}

/**
 * Builds a module's binaries, unless they are there. Works in a folder of its own and renames at the
 * end, so an interrupted build leaves nothing that looks finished.
 */
export async function build(module: GoModule, note: (text: string) => void): Promise<string> {
  const target = builtFolder(module);
  if (existsSync(target)) return 'already built';
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });

  const env = await buildEnvironment();
  const began = Date.now();
  let compiled = 0;
  const ticking = setInterval(() => {
    note(`${compiled} packages compiled, ${Math.round((Date.now() - began) / 1000)} s so far`);
  }, 20_000);
  try {
    await run(
      'nice',
      ['go', 'build', '-v', '-ldflags', module.ldflags, '-o', `${unfinished}/`, ...module.packages],
      {
        cwd: module.folder,
        env,
        onLine: () => {
          compiled += 1;
        },
      },
    );
    await copyFiles(module, unfinished, env);
  } catch (error) {
    throw new LabError(
      `${module.title} could not be built: ${reasonOf(error)}`,
      'Without network, the Go module proxy cannot be reached: check GOPROXY. Otherwise report this as a bug.',
      { cause: error },
    );
  } finally {
    clearInterval(ticking);
  }
  for (const [from, to] of Object.entries(module.rename ?? {})) {
    renameSync(join(unfinished, from), join(unfinished, to));
  }
  for (const [binary, names] of Object.entries(module.links ?? {})) {
    names.forEach(name => symlinkSync(binary, join(unfinished, name)));
  }
  renameSync(unfinished, target);
  removeOlder(module, target);
  return `${compiled} packages compiled`;
}

async function copyFiles({ folder, files }: GoModule, into: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (!files) return;
  const list = ['list', '-m', '-f', '{{.Dir}}', files.module];
  const source = (await run('go', list, { cwd: folder, env })).trim();
  for (const path of files.paths) {
    cpSync(join(source, path), join(into, basename(path)), { mode: 0 });
  }
}

function removeOlder({ id }: GoModule, kept: string): void {
  const older = readdirSync(CACHE).filter(
    name =>
      /-[0-9a-f]{16}(\.unfinished)?$/.test(name) &&
      name.startsWith(`${id}-`) &&
      name.length <= id.length + 28,
  );
  for (const name of older) {
    if (join(CACHE, name) !== kept) rmSync(join(CACHE, name), { recursive: true });
  }
}
