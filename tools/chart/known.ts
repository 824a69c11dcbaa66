// Every SPICEDB_ variable and flag that a variant renders is one that its SpiceDB version knows, and every value
// is one that it can read: SpiceDB says nothing about either.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { settingsDir } from './paths.ts';
import type { Check } from './report.ts';
import { runTool } from './run.ts';
import type { Settings } from './settings.ts';
import { renderedDir } from './variants.ts';

export type Container = {
  name: string;
  image: string;
  args?: string[];
  env?: { name: string; value?: string }[];
};
type Document = { kind?: string; spec?: { template?: { spec?: { containers?: Container[] } } } };

const readable: Record<string, RegExp> = {
  bool: /^(true|false)$/,
  duration: /^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/,
  int: /^-?\d+$/,
  uint: /^\d+$/,
  float: /^-?\d+(\.\d+)?$/,
};

export function lists(): Map<string, Settings> {
  return new Map(
    readdirSync(settingsDir).map(name => {
      const settings = JSON.parse(readFileSync(join(settingsDir, name), 'utf8')) as Settings;
      return [settings.version, settings];
    }),
  );
}

/** What is wrong with the settings of a container; nothing if all is well. */
export function unknownSettings(container: Container, known: Map<string, Settings>): string[] {
  const version = /:(v\d+\.\d+\.\d+)/.exec(container.image)?.[1] ?? '';
  const settings = known.get(version);
  if (!settings) return [`there is no list of the settings of SpiceDB ${version || container.image}`];
  const flags = container.name === 'migrate' ? settings.migrate : settings.serve;
  const problems: string[] = [];
  const judge = (written: string, flag: string, value: string | undefined) => {
    const type = flags[flag];
    const pattern = type && readable[type.replace(/\d+$/, '')];
    if (!type) problems.push(`SpiceDB ${version} does not know ${written}`);
    else if (pattern && value !== undefined && !pattern.test(value))
      problems.push(`SpiceDB ${version} cannot read ${written}=${value} (${type})`);
  };
  for (const { name, value } of container.env ?? []) {
    if (name.startsWith('SPICEDB_'))
      judge(name, name.slice('SPICEDB_'.length).toLowerCase().replaceAll('_', '-'), value);
  }
  for (const argument of container.args ?? []) {
    const match = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(argument);
    if (match) judge(`--${match[1]}`, match[1], match[2]);
  }
  return problems;
}

async function containersIn(folder: string): Promise<Map<string, Container[]>> {
  const files = readdirSync(folder).map(name => join(folder, name));
  const { stdout, stderr } = await runTool('conftest', ['parse', '--parser', 'yaml', '--combine', ...files]);
  if (!stdout.startsWith('[')) throw new Error(`the rendered variants cannot be read:\n${stderr}`);
  const found = new Map<string, Container[]>();
  for (const { path, contents } of JSON.parse(stdout) as {
    path: string;
    contents: Document | Document[];
  }[]) {
    const documents = Array.isArray(contents) ? contents : [contents];
    const containers = documents.flatMap(document => document?.spec?.template?.spec?.containers ?? []);
    found.set(path, [
      ...(found.get(path) ?? []),
      ...containers.filter(({ name }) => ['spicedb', 'migrate'].includes(name)),
    ]);
  }
  return found;
}

/** The check itself must notice a misspelt name and an unreadable value. */
function selfCheck(known: Map<string, Settings>): Check[] {
  const image = 'authzed/spicedb:v1.56.0';
  const planted: { name: string; container: Container; says: string }[] = [
    {
      name: 'a misspelt variable',
      container: {
        name: 'spicedb',
        image,
        env: [{ name: 'SPICEDB_DISPATCH_UPSTREAM_CA_CERT_PATH', value: '/ca' }],
      },
      says: 'does not know SPICEDB_DISPATCH_UPSTREAM_CA_CERT_PATH',
    },
    {
      name: 'a flag of serve in a migration',
      container: { name: 'migrate', image, args: ['--datastore-migration-phase=one'] },
      says: 'does not know --datastore-migration-phase',
    },
    {
      name: 'an unreadable duration',
      container: {
        name: 'spicedb',
        image,
        env: [{ name: 'SPICEDB_DISPATCH_UPSTREAM_TIMEOUT', value: 'soon' }],
      },
      says: 'cannot read SPICEDB_DISPATCH_UPSTREAM_TIMEOUT=soon',
    },
    {
      name: 'a version without a list',
      container: { name: 'spicedb', image: 'authzed/spicedb:v9.9.9' },
      says: 'no list of the settings of SpiceDB v9.9.9',
    },
  ];
  return planted.map(({ name, container, says }) => ({
    name: `${name} is found`,
    problem: unknownSettings(container, known).some(problem => problem.includes(says))
      ? undefined
      : `nothing said "${says}"`,
  }));
}

export async function knownSettings(): Promise<{ checks: Check[]; note: string }> {
  const known = lists();
  const checks = selfCheck(known);
  let count = 0;
  for (const [file, containers] of await containersIn(join(renderedDir, '1.34'))) {
    count += containers.length;
    const problems = containers.flatMap(container => unknownSettings(container, known));
    if (containers.length === 0) problems.push('no container of SpiceDB was found');
    checks.push({
      name: `${file.replace(renderedDir, '')} uses known settings`,
      problem: problems.length > 0 ? problems.join('\n') : undefined,
    });
  }
  return { checks, note: `${count} containers against ${known.size} versions` };
}
