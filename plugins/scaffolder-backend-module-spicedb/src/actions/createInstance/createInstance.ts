import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  folderOf,
  instanceSchema,
  parseInstance,
  problemsInOneText,
  renderInstance,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { fileListSchema } from '../../fileList';
import { inOneLine, newErrors } from '../../findings';
import { openRepository } from '../../git/openRepository';
import { refuseExisting } from '../../git/refuseExisting';
import { writeToWorkspace } from '../../workspace';
import type { ActionOptions } from '../options';
import { examples } from './createInstance.examples';
import { summarise } from './summary';

/** Writes the files of a new instance into the workspace. */
export function createInstanceAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:instance:create',
    description:
      'Writes the files of a new SpiceDB instance (chart values, Argo CD Application, catalog entity) into the workspace, for a later step to publish. Refuses wrong answers whole.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: () => instanceSchema.describe('What the team asks for'),
        targetPath: z =>
          z.string().optional().describe("The folder of the workspace that stands for the repository's root"),
      },
      output: {
        files: () => fileListSchema.describe('What was written, for spicedb:git:publish'),
        folder: z => z.string().describe("The instance's folder in the repository"),
        name: z => z.string().describe("The instance's name"),
        summary: z => z.string().describe('What will happen, in Markdown'),
        title: z => z.string().describe('A title for the commit or the pull request'),
        entityRef: z => z.string().describe('The catalog entity, once the change is merged'),
      },
    },
    async handler(ctx) {
      const { instance: answers, targetPath = '.' } = ctx.input;
      const result = parseInstance(answers, portal);
      if (!result.ok) throw new InputError(problemsInOneText(result.problems));
      const { instance } = result;

      const clone = await openRepository({
        integrations,
        portal,
        workingFolder: await ctx.createTemporaryDirectory(),
        signal: ctx.signal,
      });
      await refuseExisting(instance.name, portal, clone);

      const files = renderInstance(instance, portal);
      const errors = newErrors([], files, portal);
      if (errors.length > 0) {
        throw new Error(
          `Nothing was written, for the result would not work:\n${errors
            .map(error => `- ${inOneLine(error)}`)
            .join('\n')}`,
        );
      }
      await writeToWorkspace(ctx.workspacePath, targetPath, files);
      ctx.logger.info(`Wrote ${files.length} files to ${folderOf(instance, portal)}`);

      ctx.output(
        'files',
        files.map(({ path }) => ({ path, change: 'added' as const })),
      );
      ctx.output('folder', folderOf(instance, portal));
      ctx.output('name', instance.name);
      ctx.output('summary', summarise(instance, files, portal));
      ctx.output('title', `Add SpiceDB instance ${instance.name} (${instance.environment})`);
      ctx.output('entityRef', `resource:default/${instance.name}`);
    },
  });
}
