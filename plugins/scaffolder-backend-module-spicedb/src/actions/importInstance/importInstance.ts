import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { importSchema, planImport, problemsInOneText } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { GeneratedFile } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { parse } from 'yaml';
import { fileListSchema } from '../../fileList';
import { openRepository } from '../../git/openRepository';
import { refuseExisting } from '../../git/refuseExisting';
import { writeToWorkspace } from '../../workspace';
import { changeInput } from '../carryOut';
import type { ActionOptions } from '../options';
import { examples } from './importInstance.examples';

/** Writes the files of an instance that runs elsewhere already. */
export function createImportInstanceAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:instance:import',
    description:
      'Makes an instance out of a SpiceDBCluster of the operator, or of the values of a community chart. Each key of the original is reported as kept, said in another way or impossible to say. A text with a secret in it is refused whole.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        original: z =>
          z
            .string()
            .min(1)
            .max(200_000)
            .describe('The SpiceDBCluster manifest, or the values of the chart, as YAML'),
        instance: () => importSchema.describe('What the original cannot say'),
        targetPath: changeInput.targetPath,
      },
      output: {
        complete: z => z.boolean().describe('False when something must be filled in by hand'),
        files: () => fileListSchema.describe('What was written, for spicedb:git:publish'),
        folder: z => z.string().describe("The instance's folder in the repository"),
        name: z => z.string().describe("The instance's name"),
        summary: z => z.string().describe('What became of each key, in Markdown'),
        title: z => z.string().describe('A title for the commit or the pull request'),
        entityRef: z => z.string().describe('The catalog entity, once the change is merged'),
      },
    },
    async handler(ctx) {
      const { original, instance, targetPath = '.' } = ctx.input;
      const result = planImport(original, instance, portal);
      if (!result.ok) throw new InputError(problemsInOneText(result.problems));
      const { folder, write, summary, title, next } = result.plan;
      const { name } = readEntity(write);

      const clone = await openRepository({
        integrations,
        portal,
        workingFolder: await ctx.createTemporaryDirectory(),
        signal: ctx.signal,
      });
      await refuseExisting(name, portal, clone);
      await writeToWorkspace(ctx.workspacePath, targetPath, write);
      ctx.logger.info(`Wrote ${write.length} files to ${folder}`);

      ctx.output('complete', next === undefined);
      ctx.output(
        'files',
        write.map(({ path }) => ({ path, change: 'added' as const })),
      );
      ctx.output('folder', folder);
      ctx.output('name', name);
      ctx.output('summary', summary);
      ctx.output('title', title);
      ctx.output('entityRef', `resource:default/${name}`);
    },
  });
}

function readEntity(files: GeneratedFile[]): { name: string } {
  const entity = files.find(({ path }) => path.endsWith('/catalog-info.yaml'));
  return parse(entity?.content ?? '').metadata;
}
