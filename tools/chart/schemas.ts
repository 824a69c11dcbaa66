// JSON schemas for kubeconform, made once into .cache/chart/schemas: those of Kubernetes from a wheel on PyPI, those
// of the custom resources from the Go modules of their makers. Nothing is validated that has no schema here.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customResources } from './custom-resources.ts';
import { repository } from './paths.ts';
import { run, runTool } from './run.ts';

/** The oldest supported, the first that can sleep before a stop, the lab's, and the newest. */
export const kubernetesVersions = ['1.27.0', '1.30.0', '1.34.0', '1.37.0'];

const wheel = 'kubernetes-validate==1.37.0';

/** The Go module, with its version, from which a custom resource's schema is taken. */
export const moduleOf = (file: string) =>
  customResources.find(({ files }) => files.includes(file))?.module ?? 'nowhere';

const cache = join(repository, '.cache', 'chart');
/** Named after what it is made of, so that a longer list makes another one. */
const recipe = createHash('sha256').update(JSON.stringify([wheel, kubernetesVersions, customResources]));
const ready = join(cache, `schemas-${recipe.digest('hex').slice(0, 10)}`);

type JsonSchema = { [key: string]: unknown };

/** Closes every object that names its properties, so that a misspelt field is found. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: JsonSchema = {};
  for (const [key, value] of Object.entries(schema)) if (key !== 'description') copy[key] = closed(value);
  // A property may be called "description" itself.
  const properties = (schema as JsonSchema).properties as JsonSchema | undefined;
  if (properties?.description) (copy.properties as JsonSchema).description = closed(properties.description);
  if (
    copy.properties &&
    copy.additionalProperties === undefined &&
    !copy['x-kubernetes-preserve-unknown-fields']
  )
    copy.additionalProperties = false;
  return copy;
}

async function makeKubernetesSchemas(into: string): Promise<void> {
  const download = join(cache, 'wheel');
  mkdirSync(download, { recursive: true });
  const pip = await run('python3', [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--dest',
    download,
    wheel,
  ]);
  if (pip.code !== 0) throw new Error(`pip could not download ${wheel}:\n${pip.stderr}`);
  const file = readdirSync(download).find(name => name.endsWith('.whl'));
  const folders = kubernetesVersions.map(
    version => `kubernetes_validate/kubernetes-json-schema/v${version}-local-strict/`,
  );
  const unpack = `import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
archive.extractall(sys.argv[2], [name for name in archive.namelist() if name.startswith(tuple(sys.argv[3:]))])`;
  const unzip = await run('python3', ['-c', unpack, join(download, String(file)), into, ...folders]);
  if (unzip.code !== 0) throw new Error(`the wheel cannot be unpacked:\n${unzip.stderr}`);
  for (const version of kubernetesVersions) {
    const from = join(into, folders[kubernetesVersions.indexOf(version)]);
    for (const name of readdirSync(from)) {
      const schema = JSON.parse(
        readFileSync(join(from, name), 'utf8').replaceAll('"/api/_definitions.json#', '"_definitions.json#'),
      ) as JsonSchema;
      delete schema.$schema;
      delete schema.$id;
      writeFileSync(join(from, name), JSON.stringify(schema));
    }
    renameSync(from, join(into, `v${version}`));
  }
  rmSync(join(into, 'kubernetes_validate'), { recursive: true });
}

async function makeCustomSchemas(into: string): Promise<void> {
  mkdirSync(join(into, 'custom'));
  for (const { module, folder, files } of customResources) {
    const download = await run('go', ['mod', 'download', '-json', module], {
      cwd: join(repository, 'tools'),
    });
    if (download.code !== 0)
      throw new Error(`go could not download ${module}:\n${download.stdout}${download.stderr}`);
    const { Dir } = JSON.parse(download.stdout) as { Dir: string };
    for (const name of readdirSync(join(Dir, folder)).filter(file =>
      files.some(part => file.includes(part)),
    )) {
      const parsed = await runTool('conftest', [
        'parse',
        '--parser',
        'yaml',
        '--combine',
        join(Dir, folder, name),
      ]);
      if (parsed.code !== 0) throw new Error(`${name} cannot be read:\n${parsed.stderr}`);
      const [{ contents }] = JSON.parse(parsed.stdout) as [
        {
          contents: {
            spec: {
              names: { kind: string };
              group: string;
              versions: { name: string; schema: { openAPIV3Schema: JsonSchema } }[];
            };
          };
        },
      ];
      for (const version of contents.spec.versions) {
        const schema = closed(version.schema.openAPIV3Schema) as { properties: JsonSchema };
        schema.properties.metadata = { type: 'object' };
        writeFileSync(
          join(into, 'custom', `${contents.spec.names.kind}-${version.name}.json`.toLowerCase()),
          JSON.stringify(schema),
        );
      }
    }
  }
}

/** The folder of the schemas; makes it when it is not there yet. */
export async function schemas(): Promise<string> {
  if (existsSync(ready)) return ready;
  const half = `${ready}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  await makeKubernetesSchemas(half);
  await makeCustomSchemas(half);
  renameSync(half, ready);
  return ready;
}
