import { z } from 'zod/v3';
import { editYaml } from '../editing/editYaml';
import { isMapValue } from '../editing/YamlChange';
import type { YamlChange, YamlValue } from '../editing/YamlChange';
import { importInstance } from '../import';
import type { ImportNote, ImportResult } from '../import';
import type { GeneratedFile } from '../instance/GeneratedFile';
import { instanceFields } from '../instance/InstanceInput';
import { parseInstance } from '../instance/parseInstance';
import type { PortalConfig } from '../instance/PortalConfig';
import { folderOf, renderInstance } from '../instance/renderInstance';
import { readInstance } from '../instance/update';
import { withoutGuards } from '../instance/update/updateInstance';
import { validateInstanceFolder } from '../validation';
import type { FileFinding } from '../validation';
import type { ChangeResult } from './ChangePlan';
import { section } from './markdown';

const { environment, description, owner, system, cluster, namespace, project, version, deletion } =
  instanceFields;

/** What the original cannot say about an instance. @public */
export const importFields = {
  name: instanceFields.name.optional(),
  environment,
  description,
  owner,
  system,
  cluster,
  namespace,
  project,
  version,
  deletion,
};

/** @public */
export const importSchema = z.object(importFields).strict();

type Imported = Extract<ImportResult, { ok: true }>;

/**
 * Plans an instance out of what runs SpiceDB elsewhere. Each key of the original
 * is accounted for in the summary: kept, said in another way, or impossible to
 * say here, with the reason.
 *
 * @public
 */
export function planImport(original: string, identity: unknown, portal: PortalConfig): ChangeResult {
  const imported = importInstance(original);
  if (!imported.ok) return imported;
  const values = imported.values as Record<string, any>;
  const given = isMapValue(identity) ? identity : {};
  const engine = values.config?.datastoreEngine ?? 'memory';
  const lenient = withoutGuards(portal);
  const base = parseInstance(
    {
      ...given,
      name: given.name || imported.name,
      version: given.version || values.image?.tag || 'unknown',
      engine,
      replicas: engine === 'memory' ? 1 : 2,
      tls: { enabled: false },
    },
    lenient,
  );
  if (!base.ok) {
    const problems = base.problems.map(problem =>
      problem.path === 'version' && !given.version && !values.image?.tag
        ? {
            path: 'version',
            message:
              'is missing: the original names none. Look which one runs, and say that one: a newer one migrates the database.',
          }
        : problem,
    );
    return { ok: false, problems };
  }

  const rendered = renderInstance(base.instance, lenient);
  const folder = folderOf(base.instance, portal);
  const path = `${folder}/values.yaml`;
  const edit = editYaml(
    rendered.find(file => file.path === path)!.content,
    leavesOf(withoutIdentity(values)),
  );
  if (!edit.ok) {
    return { ok: false, problems: edit.troubles.map(({ message }) => ({ path: 'original', message })) };
  }
  const withValues = rendered.map(file => (file.path === path ? { path, content: edit.text } : file));
  const write = filesFor(withValues, path, lenient);
  if (!write.ok) return write;
  const open = validateInstanceFolder(write.files, portal).filter(({ severity }) => severity === 'error');
  return {
    ok: true,
    plan: {
      folder,
      write: write.files,
      remove: [],
      diff: '',
      title: `Import SpiceDB instance ${base.instance.name} (${base.instance.environment})`,
      summary: summaryOf(imported, base.instance.name, write.files, open),
      ...(open.length
        ? { next: 'Fill in by hand what the original does not say, before this is merged.' }
        : {}),
    },
  };
}

/** What else the folder holds follows from the values, as it does when one reads them back. */
function filesFor(files: GeneratedFile[], valuesPath: string, portal: PortalConfig) {
  const read = readInstance(files, portal);
  if (!read.ok) return read;
  const instance = parseInstance(read.answers, read.config);
  if (!instance.ok) return instance;
  const values = files.find(({ path }) => path === valuesPath)!;
  return {
    ok: true as const,
    files: renderInstance(instance.instance, read.config).map(file =>
      file.path === valuesPath ? values : file,
    ),
  };
}

/** The names by which the portal finds the objects are the portal's to give. */
function withoutIdentity({ fullnameOverride: _, portal: __, image, ...rest }: Record<string, any>) {
  const { tag: ___, ...otherImage } = image ?? {};
  return { ...rest, ...(Object.keys(otherImage).length ? { image: otherImage } : {}) };
}

function leavesOf(value: unknown, path: string[] = []): YamlChange[] {
  if (!isMapValue(value) || (path.length > 0 && Object.keys(value).length === 0)) {
    return [{ set: path, value: value as YamlValue }];
  }
  return Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : leavesOf(part, [...path, key]),
  );
}

const kinds: Record<Imported['kind'], string> = {
  spiceDBCluster: 'a SpiceDBCluster of the operator',
  salekseevChart: 'the values of the community chart',
  pschichtelChart: 'the values of the community chart',
};

const headings: Array<[ImportNote['fate'], string]> = [
  ['notExpressible', 'What could not be taken over'],
  ['translated', 'What is said in another way'],
  ['kept', 'What is kept'],
];

function summaryOf(
  { kind, notes, differences }: Imported,
  name: string,
  files: GeneratedFile[],
  open: FileFinding[],
): string {
  const line = ({ key, to, message }: ImportNote) =>
    `\`${key}\`${to.length ? ` → ${to.map(path => `\`${path}\``).join(', ')}` : ''}: ${message}`;
  return [
    `Makes instance **${name}** out of ${kinds[kind]}. Read what could not be taken over before you merge.`,
    ...section(
      'What must be filled in by hand before it works',
      open.map(({ file, line: number, path, message }) => `\`${file}:${number}\` \`${path}\` ${message}`),
    ),
    ...headings.flatMap(([fate, heading]) =>
      section(heading, notes.filter(note => note.fate === fate).map(line)),
    ),
    ...section('What is different besides', differences),
    ...section(
      'Files',
      files.map(({ path }) => `\`${path}\``),
    ),
  ].join('\n\n');
}
