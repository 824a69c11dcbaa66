import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ScmIntegrations } from '@backstage/integration';
import { fileListSchema } from '../../fileList';
import type { ActionOptions } from '../options';
import { examples } from './pushBranch.examples';
import { pushFiles } from './pushFiles';

/** A commit on a branch of any Git host, over HTTP(S). */
export function createPushBranchAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:git:push-branch',
    description:
      'Commits files of the workspace to a branch of a Git repository over HTTP(S). Refuses to overwrite what it did not write, and is never forced.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        files: () =>
          fileListSchema.describe('Which files to push; the output "files" of the step that wrote them'),
        message: z => z.string().min(1).describe('The commit message'),
        sourcePath: z =>
          z.string().optional().describe("The folder of the workspace that stands for the repository's root"),
        repository: z =>
          z.string().optional().describe('Address of the repository; by default spicedb.repository.url'),
        branch: z => z.string().optional().describe('By default spicedb.repository.branch'),
        startFrom: z =>
          z.string().optional().describe('Where a new branch begins; by default spicedb.repository.branch'),
      },
      output: {
        commit: z => z.string().describe('The commit that holds the files'),
        branch: z =>
          z
            .string()
            .describe(
              'The branch that holds them: the wanted one, or the one it would begin from when nothing was to do',
            ),
        repository: z => z.string().describe('Address of the repository'),
        pushed: z => z.boolean().describe('False when they were there already'),
      },
    },
    async handler(ctx) {
      const {
        files,
        message,
        sourcePath = '.',
        repository = portal.repository.url,
        branch = portal.repository.branch,
        startFrom = portal.repository.branch,
      } = ctx.input;
      const result = await pushFiles(
        ctx,
        { files, message, sourcePath, repository, branch, startFrom },
        { config, integrations, portal },
      );
      ctx.output('commit', result.commit);
      ctx.output('branch', result.branch);
      ctx.output('repository', repository);
      ctx.output('pushed', result.pushed);
    },
  });
}
