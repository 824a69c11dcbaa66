import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run } from './commands.ts';
import { LabError, reasonOf } from './errors.ts';
import { DEBIAN_PACKAGES } from './pins.ts';

const isInstalled = (name: string) =>
  attempt('dpkg-query', ['-W', '-f=${db:Status-Status}', name]).output === 'installed';

export const missingPackages = () => DEBIAN_PACKAGES.filter(name => !isInstalled(name));

const START_POLICY = '/usr/sbin/policy-rc.d';

/** Installs without starting any service: the lab runs its own, in its own network. */
export async function installPackages(names: string[]): Promise<void> {
  const ownPolicy = !existsSync(START_POLICY);
  if (ownPolicy) writeFileSync(START_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
  } catch (error) {
    throw new LabError(
      `the Debian packages ${names.join(', ')} could not be installed: ${reasonOf(error)}`,
      'Check the network and /etc/apt/sources.list, then run "./dev lab up" again.',
      { cause: error },
    );
  } finally {
    if (ownPolicy) rmSync(START_POLICY);
  }
}

/** The folder of the newest PostgreSQL that Debian installed. */
export function postgresPrograms(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root)
    ? readdirSync(root).filter(version => existsSync(join(root, version, 'bin', 'initdb')))
    : [];
  const [newest] = versions.sort((a, b) => Number(b) - Number(a));
  if (!newest) {
    throw new LabError(
      `no PostgreSQL server under ${root}`,
      'Run "apt-get install --reinstall postgresql", then "./dev lab up" again.',
    );
  }
  return join(root, newest, 'bin');
}
