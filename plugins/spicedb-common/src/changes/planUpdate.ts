import { readYaml } from '../editing/readYaml';
import { valueAt } from '../editing/steps';
import type { GeneratedFile } from '../instance/GeneratedFile';
import { instanceFile } from '../instance/instanceFile';
import type { Instance } from '../instance/Instance';
import type { PortalConfig } from '../instance/PortalConfig';
import type { Problem } from '../instance/problems';
import type { InstanceUpdate, UpdateResult } from '../instance/update';
import { readInstance, updateInstance } from '../instance/update';
import type { ChangePlan, ChangeResult } from './ChangePlan';
import { diffOfFiles } from './diff';
import { cell, diffBlock, inWords, section } from './markdown';
import { beforeChange, changeInWords, whatHappens } from './updateInWords';
import { stepTo, troubleInUpgrade } from './upgrade';

/**
 * Plans a change to a running instance: small edits of its files, in the order
 * in which they do no harm, with what a reviewer has to know.
 *
 * @public
 */
export function planUpdate(
  files: readonly GeneratedFile[],
  change: unknown,
  portal: PortalConfig,
): ChangeResult {
  const updated = updateInstance(files, change, portal);
  const upgrade = troubleInVersion(files, change, portal);
  const problems = [
    ...(updated.ok ? [] : updated.problems.filter(({ path }) => !upgrade || path !== 'version')),
    ...upgrade,
  ];
  if (!updated.ok || problems.length) return { ok: false, problems };
  const first = preparation(files, change, portal, updated);
  return { ok: true, plan: first ?? planFor(files, updated, application(files)) };
}

/** A version is a step on a way, which a form cannot see. */
function troubleInVersion(files: readonly GeneratedFile[], change: unknown, portal: PortalConfig): Problem[] {
  const to = (change as InstanceUpdate | null | undefined)?.version;
  const read = readInstance(files, portal);
  if (!read.ok || typeof to !== 'string' || to === '') return [];
  const message = troubleInUpgrade({ engine: read.answers.engine, version: read.answers.version ?? '' }, to);
  return message ? [{ path: 'version', message }] : [];
}

type Updated = Extract<UpdateResult, { ok: true }>;

function planFor(
  all: readonly GeneratedFile[],
  { before: old, after: next, files: write, notes }: Updated,
  applicationPath: string | undefined,
): ChangePlan {
  const changes = changeInWords(old, next);
  const upgrade = stepTo(old, next.version);
  const diff = diffOfFiles(all, write);
  const where = inWordsOf(old);
  const table = changes.map(({ what, from, to }) => `| ${what} | ${cell(from)} | ${cell(to)} |`).join('\n');
  return {
    folder: folderOfFile(applicationPath ?? ''),
    write,
    remove: [],
    diff,
    title: `Change SpiceDB instance ${old.name} (${old.environment}): ${
      inWords(changes.map(({ what }) => what)) || 'nothing'
    }`,
    summary: write.length
      ? [
          `Changes ${where}.`,
          ...(table ? [`| setting | before | after |\n|---|---|---|\n${table}`] : []),
          ...section('Before this is merged', beforeChange(old, next)),
          ...section('When this is merged', whatHappens(old, next, upgrade)),
          ...section('By hand', notes),
          ...diffBlock(diff),
        ].join('\n\n')
      : `${where} is like that already: nothing to change.`,
  };
}

/**
 * The step that comes before a switch to autoscaling, where one is needed: Argo CD's part of it and
 * nothing else, so that the rest of the change still finds its files as they were.
 */
function preparation(
  all: readonly GeneratedFile[],
  change: unknown,
  portal: PortalConfig,
  { before: old, after: next }: Updated,
): ChangePlan | undefined {
  if (!replicasWouldDrop(all, old, next)) return undefined;
  const scaling = updateInstance(all, { autoscaling: (change as InstanceUpdate).autoscaling }, portal);
  const path = application(all);
  const write = scaling.ok ? scaling.files.filter(file => file.path === path) : [];
  if (write.length === 0) return undefined;
  const diff = diffOfFiles(all, write);
  const again =
    'Once this is merged and Argo CD shows the Application as synced, start the same change again: it then turns autoscaling on.';
  return {
    folder: folderOfFile(path ?? ''),
    write,
    remove: [],
    diff,
    title: `Prepare autoscaling of SpiceDB instance ${old.name} (${old.environment})`,
    summary: [
      `The first of two steps for ${inWordsOf(
        old,
      )}: Argo CD is told to leave the number of pods alone. If autoscaling were turned on before that, Argo CD would set it to 1 for a moment.`,
      ...section('When this is merged', ['Argo CD reads the changed Application. No pod is touched.']),
      ...section('After that', [again]),
      ...diffBlock(diff),
    ].join('\n\n'),
    next: again,
  };
}

const inWordsOf = ({ name, environment }: Instance) => `**${name}** (${environment})`;

/**
 * Argo CD sets the number of pods to 1 when it disappears from the manifests
 * before the Application says that it is not Argo CD's to decide. So the
 * Application goes first, in a pull request of its own.
 */
function replicasWouldDrop(files: readonly GeneratedFile[], old: Instance, next: Instance): boolean {
  if (old.autoscaling || !next.autoscaling) return false;
  const path = application(files);
  const reading = readYaml(files.find(file => file.path === path)?.content ?? '');
  const spec = reading.ok ? valueAt(reading.yaml.value, ['spec']) : undefined;
  const ignored = listAt(spec, 'ignoreDifferences').some(rule =>
    listAt(rule, 'jsonPointers').includes('/spec/replicas'),
  );
  const respected = listAt(valueAt(spec, ['syncPolicy']), 'syncOptions').includes(
    'RespectIgnoreDifferences=true',
  );
  return !ignored || !respected;
}

function listAt(value: unknown, key: string): unknown[] {
  const list = valueAt(value, [key]);
  return Array.isArray(list) ? list : [];
}

function application(files: readonly GeneratedFile[]): string | undefined {
  return instanceFile(files, 'application.yaml')?.path;
}

function folderOfFile(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
