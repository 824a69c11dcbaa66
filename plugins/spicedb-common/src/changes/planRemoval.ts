import { z } from 'zod/v3';
import type { GeneratedFile } from '../instance/GeneratedFile';
import type { PortalConfig } from '../instance/PortalConfig';
import { problemOf, shown } from '../instance/problems';
import { readInstance, updateInstance } from '../instance/update';
import type { ChangeResult } from './ChangePlan';
import { diffOfFiles } from './diff';
import { diffBlock, section } from './markdown';

/** @public */
export const removalFields = {
  confirm: z.string().describe("The instance's name once more, so that no other one goes by mistake"),
  objects: z.enum(['remove', 'keep']).describe('What becomes of its pods and Services in the cluster'),
};

/** @public */
export type RemovalInput = z.input<z.ZodObject<typeof removalFields>>;

const fates = {
  remove: { deletion: 'cascade', words: 'are removed by Argo CD' },
  keep: { deletion: 'keep', words: 'keep running, and nobody looks after them any more' },
} as const;

/**
 * Plans the end of an instance. What becomes of its objects is decided by its
 * Application at the moment when that goes; where it says otherwise than asked,
 * it is changed first, in a step of its own. The database is never touched.
 *
 * @public
 */
export function planRemoval(
  files: readonly GeneratedFile[],
  input: unknown,
  portal: PortalConfig,
): ChangeResult {
  const parsed = z.object(removalFields).strict().safeParse(input);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(issue => problemOf(issue)) };
  const read = readInstance(files, portal);
  if (!read.ok) return read;
  const { confirm, objects } = parsed.data;
  const { name, environment, engine, deletion } = read.answers;
  if (confirm !== name) {
    const message = `must be "${name}", the name of the instance that is to go; it is "${shown(confirm)}".`;
    return { ok: false, problems: [{ path: 'confirm', message }] };
  }
  const folder = files[0].path.slice(0, Math.max(0, files[0].path.lastIndexOf('/')));
  const fromStore = files.some(({ path }) => path.endsWith('/externalsecret.yaml'));
  const database = whatStays(engine, fromStore && objects === 'remove');
  const { deletion: wanted, words } = fates[objects];

  if (deletion === wanted) {
    const paths = files.map(({ path }) => path);
    return {
      ok: true,
      plan: {
        folder,
        write: [],
        remove: paths,
        diff: '',
        title: `Remove SpiceDB instance ${name} (${environment})`,
        summary: [
          `Takes **${name}** (${environment}) out of Git.`,
          ...section('When this is merged', [
            `Argo CD forgets it, and its objects in the cluster ${words}.`,
            database,
          ]),
          ...section(
            'Files that go',
            paths.map(path => `\`${path}\``),
          ),
        ].join('\n\n'),
      },
    };
  }

  const updated = updateInstance(files, { deletion: wanted }, portal);
  if (!updated.ok) return updated;
  const now = fates[objects === 'remove' ? 'keep' : 'remove'].words;
  const next =
    'When this is merged and Argo CD has synced the Application, start the same removal again: it then takes the files away.';
  const diff = diffOfFiles(files, updated.files);
  return {
    ok: true,
    plan: {
      folder,
      write: updated.files,
      remove: [],
      diff,
      title: `Prepare the removal of SpiceDB instance ${name} (${environment})`,
      summary: [
        `The first of two steps for **${name}** (${environment}): as its Application stands, its objects ${now}; after this step they ${words}. Nothing is removed yet.`,
        ...section('After that', [next, database]),
        ...section('By hand', updated.notes),
        ...diffBlock(diff),
      ].join('\n\n'),
      next,
    },
  };
}

function whatStays(engine: string, secretGoes: boolean): string {
  if (engine === 'memory') return 'What it holds in memory is gone with its pod.';
  return secretGoes
    ? 'The database is not touched. The Secret with its credentials goes together with its ExternalSecret; what the store holds stays.'
    : 'The database and the Secret with its credentials are not touched; they remain yours to remove.';
}
