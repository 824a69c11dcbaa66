import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { root } from '../lib/paths.ts';
import { pinnedYarn } from '../lib/yarn.ts';

const copied = ['dev', 'tools/dev', 'tools/package.json', 'app-config.yaml', '.yarnrc.yml', 'backstage.json'];

/**
 * A checkout with everything of ./dev in it and stand-ins for what ./dev starts and calls: those are not
 * under test here, and the real ones would take minutes.
 */
export interface Checkout {
  folder: string;
  /** A PATH with nothing but what the test puts there. */
  path: string;
  write: (file: string, text: string) => void;
  /** Puts a program onto the PATH, written as a Node script. */
  program: (name: string, script: string) => void;
  /** Puts the Yarn that ./dev would fetch where it would be, as a Node script. */
  yarn: (script: string) => void;
}

export function makeCheckout(test: TestContext, programs = ['git', 'npm', 'node']): Checkout {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'a path with spaces ')));
  test.after(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, 'the checkout');
  for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });

  const path = join(parent, 'bin');
  mkdirSync(path);
  for (const name of programs) symlinkSync(programOnPath(name), join(path, name));

  const checkout: Checkout = {
    folder,
    path,
    write(file, text) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    program(name, script) {
      writeProgram(join(path, name), script);
    },
    yarn(script) {
      const version = pinnedYarn.split('@')[1];
      writeProgram(join(folder, '.tools', `yarn-${version}`, 'node_modules', '.bin', 'yarn'), script);
    },
  };
  checkout.write('package.json', JSON.stringify({ name: 'scratch', packageManager: pinnedYarn }));
  checkout.write('yarn.lock', '');
  return checkout;
}

/** Started through the shell: the first line of a script cannot name a program with a space in its path. */
function writeProgram(file: string, script: string) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.cjs`, script);
  rmSync(file, { force: true });
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${file}.cjs" "$@"\n`, { mode: 0o755 });
}

function programOnPath(name: string): string {
  // This very Node, so that no test has to fetch one.
  if (name === 'node') return process.execPath;
  const { stdout } = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  return realpathSync(stdout.trim());
}

const environmentOf = (checkout: Checkout, more: Record<string, string> = {}) => ({
  HOME: dirname(checkout.folder),
  PATH: checkout.path,
  ...more,
});

export interface Ending {
  code: number | null;
  output: string;
}

/** Runs ./dev to its end, from a folder that is not the checkout. */
export function dev(checkout: Checkout, args: string[], more: Record<string, string> = {}): Promise<Ending> {
  return endingOf(startDev(checkout, args, more));
}

export interface Running {
  process: ChildProcess;
  output: () => string;
}

export function startDev(checkout: Checkout, args: string[], more: Record<string, string> = {}): Running {
  return watched(spawn(join(checkout.folder, 'dev'), args, { cwd: '/', env: environmentOf(checkout, more) }));
}

/** Runs a module of the checkout by itself. */
export function startModule(checkout: Checkout, script: string, more: Record<string, string> = {}): Running {
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  return watched(spawn(process.execPath, args, { cwd: checkout.folder, env: environmentOf(checkout, more) }));
}

function watched(child: ChildProcess): Running {
  let output = '';
  child.stdout?.on('data', chunk => (output += chunk));
  child.stderr?.on('data', chunk => (output += chunk));
  return { process: child, output: () => output };
}

export function endingOf({ process: child, output }: Running): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, output: output() }));
  });
}

/** Returns when the condition holds; the test's own timeout ends a wait in vain. */
export async function until(condition: () => boolean | Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!(await condition())) {
    signal.throwIfAborted();
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** Dead, but not yet collected: in a container without an init nobody collects orphans. */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && readFileSync(file, 'utf8').split(') ').at(-1)?.startsWith('Z') === true;
}

/** The first of three ports in a row on which nobody listens. */
export async function freePorts(): Promise<number> {
  const first = Math.min(await anyPort(), 65_000);
  const all = await Promise.all([first, first + 1, first + 2].map(canListen));
  return all.every(Boolean) ? first : freePorts();
}

const anyPort = () =>
  new Promise<number>(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const canListen = (port: number) =>
  new Promise<boolean>(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
