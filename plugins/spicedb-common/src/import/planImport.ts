import { z } from 'zod/v3';
import type { ChangePlan } from '../changes/ChangePlan';
import { diffOfFiles } from '../changes/diff';
import { section } from '../changes/markdown';
import { valueAt } from '../editing/steps';
import type { GeneratedFile } from '../instance/GeneratedFile';
import { instanceFields } from '../instance/InstanceInput';
import { parseInstance } from '../instance/parseInstance';
import type { PortalConfig } from '../instance/PortalConfig';
import type { Problem } from '../instance/problems';
import { commentedYaml } from '../instance/render/commented';
import type { Part } from '../instance/render/commented';
import { folderOf, renderInstance } from '../instance/renderInstance';
import { readInstance } from '../instance/update';
import type { FileFinding } from '../validation';
import { validateInstanceFolder } from '../validation';
import type { ImportResult } from './importInstance';
import { importInstance } from './importInstance';
import type { ImportNote } from './Ledger';

const { cluster, deletion, description, environment, name, namespace, owner, project, system } =
  instanceFields;

/** What the original does not say about an instance. @public */
export const importFields = {
  name,
  environment,
  description,
  owner,
  system,
  cluster,
  namespace,
  project,
  deletion,
};

/** @public */
export type ImportAnswers = z.input<z.ZodObject<typeof importFields>>;

/** @public */
export type ImportPlanResult =
  | {
      ok: true;
      plan: ChangePlan;
      /** What became of each key of the original. */
      notes: ImportNote[];
      /** What is still to be filled in or corrected, file by file. */
      findings: FileFinding[];
    }
  | { ok: false; problems: Problem[] };

/**
 * The files of an instance that takes over what runs elsewhere, with an account
 * of every key for the reviewer.
 *
 * @public
 */
export function planImport(original: string, answers: ImportAnswers, portal: PortalConfig): ImportPlanResult {
  const imported = importInstance(original);
  const foreign = Object.keys(answers)
    .filter(key => !Object.hasOwn(importFields, key))
    .map(key => ({
      path: key,
      message: 'is not a field of this form; the original says it, or values.yaml afterwards.',
    }));
  const version = imported.ok ? imported.values.image?.tag : undefined;
  const config = version ? alsoOffering(version, portal) : portal;
  const engine = (imported.ok && imported.values.config?.datastoreEngine) || 'memory';
  const base = parseInstance(
    { ...answers, engine, version, replicas: engine === 'memory' ? 1 : undefined },
    config,
  );
  const problems = [
    ...foreign,
    ...(imported.ok ? [] : imported.problems),
    ...(base.ok ? [] : base.problems.filter(({ path }) => !foreign.some(problem => problem.path === path))),
  ];
  if (!imported.ok || !base.ok || problems.length) return { ok: false, problems };

  const folder = folderOf(base.instance, portal);
  const values = { path: `${folder}/values.yaml`, content: valuesOf(imported, base.instance.name) };
  const withValues = (files: GeneratedFile[]) =>
    files.map(file => (file.path === values.path ? values : file));
  const first = withValues(renderInstance(base.instance, config));
  const files = withValues(asTheValuesSay(first, config) ?? first);
  const findings = validateInstanceFolder(files, config);
  const diff = diffOfFiles([], files);
  return {
    ok: true,
    notes: imported.notes,
    findings,
    plan: {
      folder,
      write: files,
      remove: [],
      diff,
      title: `Import SpiceDB instance ${base.instance.name} (${base.instance.environment})`,
      summary: inMarkdown(base.instance, imported, findings),
    },
  };
}

/** A version that runs already may go on, even where the platform does not offer it to new instances. */
function alsoOffering(version: string, portal: PortalConfig): PortalConfig {
  const { allowed } = portal.versions;
  return allowed.includes(version)
    ? portal
    : { ...portal, versions: { ...portal.versions, allowed: [...allowed, version] } };
}

/** The other files follow the values: the ring, the autoscaler, the words of the README. */
function asTheValuesSay(files: GeneratedFile[], portal: PortalConfig): GeneratedFile[] | undefined {
  const read = readInstance(files, portal);
  if (!read.ok) return undefined;
  const parsed = parseInstance(read.answers, read.config);
  return parsed.ok ? renderInstance(parsed.instance, read.config) : undefined;
}

function valuesOf({ notes, values }: Extract<ImportResult, { ok: true }>, name: string): string {
  const parts: Part<object>[] = [
    {
      why: 'All objects carry the name of the instance, so that the status page finds them.',
      keys: { fullnameOverride: name },
    },
    {
      why: 'Becomes the label backstage.io/kubernetes-id, by which the portal selects what is ours.',
      keys: { portal: { kubernetesId: name } },
    },
  ];
  for (const { key, to } of notes) {
    for (const path of to.filter(target => target !== 'fullnameOverride')) {
      const steps = path.split('.');
      const value = valueAt(values, steps);
      const keys = steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
      if (value !== undefined) parts.push({ why: `From ${key}.`, keys: keys as object });
    }
  }
  return commentedYaml(
    [`SpiceDB instance ${name}, imported. Each value says which key it comes from.`],
    parts,
  );
}

function inMarkdown(
  instance: { name: string; environment: string },
  { differences, notes }: Extract<ImportResult, { ok: true }>,
  findings: readonly FileFinding[],
): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/[`\r\n]/g, ' ');
  const of = (fate: ImportNote['fate']) => notes.filter(note => note.fate === fate);
  const row = ({ key, message, to }: ImportNote) =>
    `| \`${cell(key)}\` | ${to.map(path => `\`${cell(path)}\``).join(', ')} | ${cell(message)} |`;
  const table = (title: string, rows: ImportNote[]) =>
    rows.length ? [`**${title}**\n\n| key | value | |\n|---|---|---|\n${rows.map(row).join('\n')}`] : [];
  return [
    `Imports **${instance.name}** (${instance.environment}): ${of('kept').length} keys kept, ${
      of('translated').length
    } translated, ${of('notExpressible').length} not expressible.`,
    ...section(
      'To be filled in or corrected before this is merged',
      findings.map(
        ({ file, line, message, path }) =>
          `\`${file}\` line ${line}: ${path ? `\`${path}\` ` : ''}${cell(message)}`,
      ),
    ),
    ...table('Not expressible', of('notExpressible')),
    ...table('Translated', of('translated')),
    ...table('Kept', of('kept')),
    ...section('Different afterwards', differences),
  ].join('\n\n');
}
