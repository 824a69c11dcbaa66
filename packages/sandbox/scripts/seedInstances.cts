/**
 * Writes the instances of seed/ by the same functions as the portal, from its own configuration:
 * `yarn workspace sandbox seed`, and with `--check` only says what is not as it would be written.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { parse } from 'yaml';
import {
  parseInstance,
  parsePortalConfig,
  problemsInOneText,
  renderInstance,
  type GeneratedFile,
  type PortalConfig,
} from '@spicedb-portal/backstage-plugin-spicedb-common';

interface SeedInstance {
  answers: object;
  replay?: string;
}

const sandbox = join(__dirname, '..');
const seed = join(sandbox, 'seed');

function readPortalConfig(): PortalConfig {
  const text = readFileSync(join(sandbox, '..', '..', 'app-config.yaml'), 'utf8');
  const withDefaults = text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');
  const result = parsePortalConfig(parse(withDefaults).spicedb);
  if (!result.ok) throw new Error(`app-config.yaml, spicedb: ${problemsInOneText(result.problems)}`);
  return result.config;
}

function filesOf({ answers, replay }: SeedInstance, config: PortalConfig): GeneratedFile[] {
  const result = parseInstance(answers, config);
  if (!result.ok) throw new Error(problemsInOneText(result.problems));
  const files = renderInstance(result.instance, config);
  if (!replay) return files;
  return [...files, { path: `${dirname(files[0].path)}/replay.txt`, content: `${replay}\n` }];
}

const isWritten = ({ path, content }: GeneratedFile) =>
  existsSync(join(seed, path)) && readFileSync(join(seed, path), 'utf8') === content;

const config = readPortalConfig();
const instances: SeedInstance[] = parse(readFileSync(join(__dirname, 'seed-instances.yaml'), 'utf8'));
const files = instances.flatMap(instance => filesOf(instance, config));

if (process.argv.includes('--check')) {
  const old = files.filter(file => !isWritten(file)).map(({ path }) => path);
  if (old.length > 0) {
    process.stderr.write(
      `Not as the portal would write them: ${old.join(', ')}. Run: yarn workspace sandbox seed\n`,
    );
    process.exitCode = 1;
  }
} else {
  rmSync(join(seed, 'instances'), { recursive: true, force: true });
  for (const { path, content } of files) {
    mkdirSync(dirname(join(seed, path)), { recursive: true });
    writeFileSync(join(seed, path), content);
  }
}
