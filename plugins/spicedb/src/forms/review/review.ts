import {
  instanceFields,
  newErrors,
  parseInstance,
  planImport,
  planKeyRotation,
  planRemoval,
  planUpdate,
  renderInstance,
  type ChangePlan,
  type ChangeResult,
  type GeneratedFile,
  type Instance,
  type PortalConfig,
  type Problem,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { FormData } from '../portal';

export const deeds = ['create', 'update', 'rotate', 'remove', 'import'] as const;

/** What a form does to an instance. */
export type ReviewedDeed = (typeof deeds)[number];

/** What the action of a form will do with the answers, by the very functions that it calls. */
export type Review =
  | { ok: false; problems: Problem[] }
  | { ok: true; kind: 'new'; instance: Instance; files: GeneratedFile[] }
  | { ok: true; kind: 'change'; plan: ChangePlan };

/** Deeds that need to know what stands in Git. */
export const needsFiles = (deed: ReviewedDeed) => deed !== 'create' && deed !== 'import';

export function reviewOf(
  deed: ReviewedDeed,
  formData: FormData,
  portal: PortalConfig,
  files: readonly GeneratedFile[] = [],
): Review {
  switch (deed) {
    case 'create':
      return reviewOfCreation(formData, portal);
    case 'update':
      return checked(planUpdate(files, formData.changes ?? {}, portal), files, portal);
    case 'rotate':
      return checked(planKeyRotation(files, pick(formData, ['step', 'key']), portal), files, portal);
    case 'remove':
      return checked(planRemoval(files, pick(formData, ['confirm', 'objects']), portal), files, portal);
    default:
      return reviewOfPlan(
        planImport(
          typeof formData.original === 'string' ? formData.original : '',
          pick(formData, Object.keys(instanceFields)),
          portal,
        ),
      );
  }
}

function reviewOfCreation(formData: FormData, portal: PortalConfig): Review {
  const result = parseInstance(pick(formData, Object.keys(instanceFields)), portal);
  if (!result.ok) return result;
  return {
    ok: true,
    kind: 'new',
    instance: result.instance,
    files: renderInstance(result.instance, portal),
  };
}

/** A change may not bring in an error that was not there before; the action refuses that too. */
function checked(result: ChangeResult, files: readonly GeneratedFile[], portal: PortalConfig): Review {
  if (!result.ok) return result;
  const { write, remove } = result.plan;
  const kept = files.filter(({ path }) => !remove.includes(path) && !write.some(file => file.path === path));
  const errors = write.length ? newErrors(files, [...kept, ...write], portal) : [];
  if (errors.length === 0) return { ok: true, kind: 'change', plan: result.plan };
  return {
    ok: false,
    problems: errors.map(({ file, line, column, message }) => ({
      path: `${file}:${line}:${column}`,
      message,
    })),
  };
}

function reviewOfPlan(result: ChangeResult): Review {
  return result.ok ? { ok: true, kind: 'change', plan: result.plan } : result;
}

/** Only what was answered: an empty field of a form is one that was left out. */
function pick(formData: FormData, keys: readonly string[]): FormData {
  return Object.fromEntries(
    keys.flatMap(key => (formData[key] === undefined || formData[key] === '' ? [] : [[key, formData[key]]])),
  );
}
