// Writes charts/spicedb/files/settings/<version>.json from a SpiceDB binary: every flag that `serve` and
// `datastore migrate` know, with its type. SpiceDB ignores variables that it does not know, so that this list
// is the only way to notice a misspelt one.
//
//   node tools/chart/settings.ts PATH_TO_SPICEDB...           writes the lists
//   node tools/chart/settings.ts --check PATH_TO_SPICEDB...   fails when a list is not what the binary says
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsDir } from './paths.ts';

export type Settings = {
  version: string;
  serve: Record<string, string>;
  migrate: Record<string, string>;
};

const flagLine = /^\s+(?:-\w, )?\s*--([a-z0-9-]+)(?:\s([A-Za-z0-9]+))?\s{2,}/;
const kinds = /^(string|strings|stringArray|stringToString|duration|bool|u?int\d*|float\d*)$/;

/** Flags in the help text of a command. A flag without a type is a switch. */
export function flagsIn(help: string): Record<string, string> {
  const flags: Record<string, string> = {};
  for (const line of help.split('\n')) {
    const match = flagLine.exec(line);
    if (!match || match[1] === 'help') continue;
    const type = match[2] ?? 'bool';
    flags[match[1]] = kinds.test(type) ? type : 'string';
  }
  return flags;
}

function run(binary: string, ...args: string[]): string {
  const { stdout, stderr, error } = spawnSync(binary, args, { encoding: 'utf8' });
  if (error) throw new Error(`${binary} does not run: ${error.message}`);
  return stdout + stderr;
}

/** Flags that a command takes. Its help leaves some out (those for OpenTelemetry), its completion does not. */
function namesOf(binary: string, command: string[]): string[] {
  // As long as a required flag is missing, the completion proposes that one only.
  const required = command[0] === 'serve' ? ['--grpc-preshared-key=?'] : [];
  const completion = run(binary, '__complete', ...command, ...required, '--');
  return [...completion.matchAll(/^--([a-z0-9-]+)/gm)].map(match => match[1]).filter(name => name !== 'help');
}

/** The type of a flag that the help does not show, from what the binary says about a value that fits none. */
function probedType(binary: string, command: string[], flag: string): string {
  const answer = run(binary, ...command, `--${flag}=?`);
  if (answer.includes('ParseBool')) return 'bool';
  if (answer.includes('ParseFloat')) return 'float';
  if (answer.includes('ParseInt')) return 'int';
  if (answer.includes('ParseUint')) return 'uint';
  return answer.includes('invalid duration') ? 'duration' : 'string';
}

function flagsOf(binary: string, command: string[]): Record<string, string> {
  const flags = flagsIn(run(binary, ...command, '--help'));
  for (const name of namesOf(binary, command)) flags[name] ??= probedType(binary, command, name);
  return Object.fromEntries(Object.entries(flags).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function settingsOf(binary: string): Settings {
  const version = /v\d+\.\d+\.\d+/.exec(run(binary, 'version'))?.[0];
  if (!version) throw new Error(`${binary} version does not print a version. Build it with the version set.`);
  const settings = {
    version,
    serve: flagsOf(binary, ['serve']),
    migrate: flagsOf(binary, ['datastore', 'migrate']),
  };
  if (Object.keys(settings.serve).length < 50) throw new Error(`${binary} serve --help shows too few flags.`);
  return settings;
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const check = args[0] === '--check';
  const binaries = check ? args.slice(1) : args;
  if (binaries.length === 0) throw new Error('Name at least one SpiceDB binary.');
  mkdirSync(settingsDir, { recursive: true });
  for (const binary of binaries) {
    const settings = settingsOf(binary);
    const file = join(settingsDir, `${settings.version}.json`);
    const text = `${JSON.stringify(settings, null, 2)}\n`;
    if (!check) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      console.error(
        `${file} is not what SpiceDB ${settings.version} says. Run tools/chart/settings.ts with it.`,
      );
      process.exitCode = 1;
    }
    console.log(
      `${settings.version}: ${Object.keys(settings.serve).length} settings to serve, ${
        Object.keys(settings.migrate).length
      } to migrate`,
    );
  }
}
