import { z } from 'zod/v3';
import { valueAt } from '../../editing/steps';
import type { GeneratedFile } from '../GeneratedFile';
import type { Instance } from '../Instance';
import type { InstanceInput } from '../InstanceInput';
import { instanceFields } from '../InstanceInput';
import { parseInstance } from '../parseInstance';
import type { PortalConfig } from '../PortalConfig';
import type { Problem } from '../problems';
import { renderInstance } from '../renderInstance';
import { followRendering } from './followRendering';
import { problemIn, readInstance } from './readInstance';

const { description, owner, system, version, size, replicas, autoscaling, secret, tls } = instanceFields;
const { httpGateway, exposure, disruptionBudget, logLevel, monitoring, deletion } = instanceFields;

/** Answers that can be taken back; the platform then answers in their place, or nobody. @public */
export const clearableFields = [
  'description',
  'owner',
  'system',
  'autoscaling.targetCpuPercent',
  'tls.secretName',
  'tls.caSecretName',
] as const;

/** What can be changed without making another instance of it. @public */
export const updateFields = {
  description,
  owner,
  system,
  version,
  size,
  replicas,
  autoscaling,
  secret,
  tls,
  httpGateway,
  exposure,
  disruptionBudget,
  logLevel,
  monitoring,
  deletion,
  clear: z
    .array(z.enum(clearableFields))
    .optional()
    .describe('Answers to take back, since an empty text is one that stays as it is'),
};

/** @public */
export const updateSchema = z.object(updateFields).strict();

/** Fields that are left out stay as they are. @public */
export type InstanceUpdate = z.input<typeof updateSchema>;

/** @public */
export type UpdateResult =
  | {
      ok: true;
      before: Instance;
      after: Instance;
      /** The fields that the change speaks of. */
      fields: string[];
      /** Only those whose content changed. */
      files: GeneratedFile[];
      /** Files that were written by hand and should be looked at, with the reason. */
      notes: string[];
    }
  | { ok: false; problems: Problem[] };

/**
 * Changes an instance in its own files. What was written there by hand stays:
 * comments, order, and every line that the change does not concern.
 *
 * @public
 */
export function updateInstance(
  files: readonly GeneratedFile[],
  update: unknown,
  config: PortalConfig,
): UpdateResult {
  const read = readInstance(files, config);
  if (!read.ok) return read;
  const foreign = unknownFields(update);
  if (foreign.length) return { ok: false, problems: foreign };
  const { clear = [], ...given } = (withoutEmptied(update) ?? {}) as InstanceUpdate;
  const refused = troubleInClearing(clear, given);
  if (refused.length) return { ok: false, problems: refused };

  const before = parseInstance(read.answers, withoutGuards(read.config));
  const after = parseInstance(withoutAnswers(withUpdate(read.answers, given), clear), read.config);
  if (!after.ok) return after;
  if (!before.ok) return before;

  const notes: string[] = [];
  const problems: Problem[] = [];
  const rendered = renderInstance(before.instance, read.config);
  const changed: GeneratedFile[] = [];
  for (const { path, content: next } of renderInstance(after.instance, read.config)) {
    const base = rendered.find(file => file.path === path)?.content;
    const file = files.find(candidate => candidate.path === path);
    if (base === next || base === undefined || !file) continue;
    if (!path.endsWith('.yaml')) {
      // A text without structure is replaced only where nobody has touched it.
      if (file.content === base) changed.push({ path, content: next });
      else if (file.content !== next) {
        notes.push(`${path} was changed by hand and stays as it is; see whether it is still true.`);
      }
      continue;
    }
    const edit = followRendering(file.content, base, next);
    if (!edit.ok) problems.push(...edit.troubles.map(trouble => problemIn(path, trouble)));
    else if (edit.text !== file.content) changed.push({ path, content: edit.text });
  }
  if (problems.length) return { ok: false, problems };
  const fields = [...Object.keys(given), ...clear];
  return { ok: true, before: before.instance, after: after.instance, fields, files: changed, notes };
}

function unknownFields(update: unknown): Problem[] {
  if (typeof update !== 'object' || update === null || Array.isArray(update)) {
    return [{ path: '', message: 'A change is described by a group of fields.' }];
  }
  return Object.keys(update)
    .filter(key => !Object.hasOwn(updateFields, key))
    .map(path => ({
      path,
      message: Object.hasOwn(instanceFields, path)
        ? 'cannot be changed; it would be another instance. Create that one instead.'
        : 'is not a field of this form.',
    }));
}

/** Without what a form sends along for fields that nobody filled in. */
function withoutEmptied(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const kept = Object.entries(value).flatMap(([key, part]) => {
    const rest = withoutEmptied(part);
    return rest === undefined ? [] : [[key, rest]];
  });
  return kept.length ? Object.fromEntries(kept) : undefined;
}

function withUpdate(answers: InstanceInput, given: InstanceUpdate): InstanceInput {
  const merged: InstanceInput = { ...answers, ...given };
  if (given.secret) merged.secret = { ...answers.secret, ...given.secret };
  if (given.tls) merged.tls = given.tls.enabled ? { ...answers.tls, ...given.tls } : given.tls;
  // One of the two decides about the number of pods.
  if (given.replicas !== undefined && !given.autoscaling) delete merged.autoscaling;
  if (given.autoscaling && given.replicas === undefined) delete merged.replicas;
  return merged;
}

function troubleInClearing(clear: unknown, given: object): Problem[] {
  if (!Array.isArray(clear)) return [{ path: 'clear', message: 'must be a list of fields.' }];
  return clear.flatMap((field, index) => {
    const path = `clear.${index}`;
    if (!(clearableFields as readonly unknown[]).includes(field)) {
      return [{ path, message: `cannot be emptied; these can: ${clearableFields.join(', ')}.` }];
    }
    return valueAt(given, String(field).split('.')) === undefined
      ? []
      : [{ path, message: `${field} cannot be set and emptied at once.` }];
  });
}

function withoutAnswers(answers: InstanceInput, clear: readonly string[]): InstanceInput {
  const left: Record<string, any> = { ...answers };
  for (const field of clear) {
    const [group, key] = field.split('.');
    if (key === undefined) delete left[group];
    else if (left[group]) left[group] = { ...left[group], [key]: undefined };
  }
  return left as InstanceInput;
}

/** What stands in the files already is read as it is, even below today's guard rails. */
export function withoutGuards(config: PortalConfig): PortalConfig {
  const none = { minReplicas: 1, tls: false, podDisruptionBudget: false, forbiddenEngines: [] };
  return {
    ...config,
    environments: Object.fromEntries(
      Object.entries(config.environments).map(([key, environment]) => [
        key,
        { ...environment, guards: none },
      ]),
    ),
  };
}
