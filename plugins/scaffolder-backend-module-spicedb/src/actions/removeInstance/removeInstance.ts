import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  problemsInOneText,
  readInstance,
  updateInstance,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { diffBlock, diffOf } from '../../diff';
import { fileListSchema } from '../../fileList';
import { findInstance } from '../../git/findInstance';
import { openRepository } from '../../git/openRepository';
import { writeToWorkspace } from '../../workspace';
import type { ActionOptions } from '../options';
import { examples } from './removeInstance.examples';

const wanted = {
  remove: { deletion: 'cascade', words: 'are removed by Argo CD' },
  keep: { deletion: 'keep', words: 'keep running, and nobody looks after them any more' },
} as const;

/** Takes an instance out of Git; in two steps where its Application must be told first what becomes of the objects. */
export function createRemoveInstanceAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:instance:remove',
    description:
      'Removes the files of a SpiceDB instance. Where the Application would treat the objects otherwise than asked, it is changed first, and a second run removes the files. The database is never touched.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: z => z.string().min(1).describe('The instance: its name, or its catalog entity'),
        confirm: z =>
          z.string().describe("The instance's name once more, so that no other one goes by mistake"),
        objects: z =>
          z.enum(['remove', 'keep']).describe('What becomes of its pods and Services in the cluster'),
        targetPath: z =>
          z.string().optional().describe("The folder of the workspace that stands for the repository's root"),
      },
      output: {
        complete: z => z.boolean().describe('False when a second run is needed after this one is merged'),
        files: () => fileListSchema.describe('What changes, for spicedb:git:push-branch'),
        filesToDelete: z =>
          z.array(z.string()).describe('The files that go, for actions that publish pull requests'),
        folder: z => z.string().describe("The instance's folder in the repository"),
        summary: z => z.string().describe('What will happen, in Markdown'),
        title: z => z.string().describe('A title for the commit or the pull request'),
      },
    },
    async handler(ctx) {
      const { instance: reference, confirm, objects, targetPath = '.' } = ctx.input;
      const clone = await openRepository({
        integrations,
        portal,
        workingFolder: await ctx.createTemporaryDirectory(),
        signal: ctx.signal,
      });
      const { name, folder, files: stored } = await findInstance(clone, portal, reference);
      if (confirm !== name) {
        throw new InputError(
          `confirm: write "${name}" to remove that instance; it says "${confirm.slice(0, 80)}".`,
        );
      }
      const files = stored.map(({ path, content }) => ({ path, content: content.toString('utf8') }));
      const read = readInstance(files, portal);
      if (!read.ok) throw new InputError(problemsInOneText(read.problems));
      const { deletion, words } = wanted[objects];
      const oidOf = (path: string) => stored.find(file => file.path === path)?.oid;
      const database =
        read.answers.engine === 'memory'
          ? 'What it holds in memory is gone with its pod.'
          : 'The database and the Secret with its credentials are not touched; they remain yours to remove.';

      ctx.output('folder', folder);
      if (read.answers.deletion === deletion) {
        ctx.output('complete', true);
        ctx.output(
          'files',
          stored.map(({ path, oid }) => ({ path, change: 'removed' as const, replaces: oid })),
        );
        ctx.output(
          'filesToDelete',
          stored.map(({ path }) => path),
        );
        ctx.output('title', `Remove SpiceDB instance ${name}`);
        ctx.output(
          'summary',
          `When this is merged, Argo CD forgets **${name}**, and its objects in the cluster ${words}. ${database}\n\n${stored
            .map(({ path }) => `- \`${path}\``)
            .join('\n')}`,
        );
        return;
      }

      const result = updateInstance(files, { deletion }, portal);
      if (!result.ok) throw new InputError(problemsInOneText(result.problems));
      await writeToWorkspace(ctx.workspacePath, targetPath, result.files);
      const before = (path: string) => files.find(file => file.path === path)?.content ?? '';
      ctx.output('complete', false);
      ctx.output(
        'files',
        result.files.map(({ path }) => ({ path, change: 'changed' as const, replaces: oidOf(path) })),
      );
      ctx.output('filesToDelete', []);
      ctx.output('title', `Prepare the removal of SpiceDB instance ${name}`);
      ctx.output(
        'summary',
        [
          `This is the first of two steps. The Application of **${name}** says now that its objects ${
            wanted[objects === 'remove' ? 'keep' : 'remove'].words
          }; afterwards they ${words}. Nothing is removed yet.`,
          `When this is merged and Argo CD has synced the Application, run the template again with the same answers: it then removes the files. ${database}`,
          diffBlock(result.files.map(({ path, content }) => diffOf(path, before(path), content))),
        ].join('\n\n'),
      );
    },
  });
}
