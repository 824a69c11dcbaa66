import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  problemsInOneText,
  updateInstance,
  updateSchema,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { diffBlock, diffOf } from '../../diff';
import { fileListSchema } from '../../fileList';
import { findInstance } from '../../git/findInstance';
import { openRepository } from '../../git/openRepository';
import { writeToWorkspace } from '../../workspace';
import type { ActionOptions } from '../options';
import { examples } from './updateInstance.examples';

/** Changes an instance in its own files, and writes those into the workspace. */
export function createUpdateInstanceAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:instance:update',
    description:
      'Changes a SpiceDB instance in its own files. Comments, order and everything that was written by hand stay; an update that changes nothing writes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: z => z.string().min(1).describe('The instance: its name, or its catalog entity'),
        // A form sends empty groups along for what nobody filled in.
        changes: () => updateSchema.deepPartial().describe('What is to be otherwise; the rest stays'),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe("The folder of the workspace that stands for the repository's root"),
      },
      output: {
        changed: z => z.boolean().describe('Whether there is anything to publish'),
        files: () => fileListSchema.describe('What was written, for spicedb:git:push-branch'),
        folder: z => z.string().describe("The instance's folder in the repository"),
        summary: z => z.string().describe('What changes, in Markdown, with the difference'),
        title: z => z.string().describe('A title for the commit or the pull request'),
        entityRef: z => z.string().describe('The catalog entity'),
      },
    },
    async handler(ctx) {
      const { instance: reference, changes, targetPath = '.' } = ctx.input;
      const clone = await openRepository({
        integrations,
        portal,
        workingFolder: await ctx.createTemporaryDirectory(),
        signal: ctx.signal,
      });
      const { name, folder, files: stored } = await findInstance(clone, portal, reference);
      const files = stored.map(({ path, content }) => ({ path, content: content.toString('utf8') }));
      const result = updateInstance(files, changes, portal);
      if (!result.ok) throw new InputError(problemsInOneText(result.problems));

      await writeToWorkspace(ctx.workspacePath, targetPath, result.files);
      const changed = result.files.length > 0;
      ctx.logger.info(changed ? `Changed ${result.files.length} files in ${folder}` : 'Nothing changes');

      const before = (path: string) => files.find(file => file.path === path)?.content ?? '';
      const diffs = result.files.map(({ path, content }) => diffOf(path, before(path), content));
      ctx.output('changed', changed);
      ctx.output(
        'files',
        result.files.map(({ path }) => ({
          path,
          change: 'changed' as const,
          replaces: stored.find(file => file.path === path)?.oid,
        })),
      );
      ctx.output('folder', folder);
      ctx.output(
        'summary',
        [
          changed
            ? `Argo CD brings this into the cluster when it is merged; pods are replaced one after another.`
            : `Everything is so already; there is nothing to publish.`,
          ...result.notes,
          ...(changed ? [diffBlock(diffs)] : []),
        ].join('\n\n'),
      );
      ctx.output('title', `Update SpiceDB instance ${name} (${result.fields.join(', ')})`);
      ctx.output('entityRef', `resource:default/${name}`);
    },
  });
}
