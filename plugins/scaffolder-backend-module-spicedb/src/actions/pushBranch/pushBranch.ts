import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { fileListSchema } from '../../fileList';
import { credentialsFor } from '../../git/credentials';
import { gitHttp } from '../../git/gitHttp';
import { pushChanges } from '../../git/pushChanges';
import type { FileChange } from '../../git/pushChanges';
import { readFromWorkspace } from '../../workspace';
import type { ActionOptions } from '../options';
import { authorOf, messageFor } from './author';
import { examples } from './pushBranch.examples';

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
        branch: z => z.string().describe('The branch that was pushed'),
        repository: z => z.string().describe('Address of the repository'),
        pushed: z => z.boolean().describe('False when the branch held the files already'),
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
      refuseBadBranch('branch', branch);
      refuseBadBranch('startFrom', startFrom);
      const auth = await credentialsFor(repository, integrations, portal.repository.url);
      const changes: FileChange[] = await Promise.all(
        files.map(async ({ path, change, replaces }) => ({
          path,
          replaces,
          ...(change !== 'removed' && {
            content: await readFromWorkspace(ctx.workspacePath, sourcePath, path),
          }),
        })),
      );

      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: would push ${changes.length} files to ${branch} of ${repository}`);
        ctx.output('commit', 'dry-run');
        ctx.output('branch', branch);
        ctx.output('repository', repository);
        ctx.output('pushed', false);
        return;
      }

      const result = await ctx.checkpoint({
        key: `push.${repository}.${branch}`,
        fn: async () => {
          const { commit, pushed } = await pushChanges(changes, {
            remote: { url: repository, http: gitHttp(ctx.signal), auth },
            branch,
            startFrom,
            message: messageFor(message, ctx.user?.ref),
            author: authorOf(ctx.user?.entity, config),
            workingFolder: await ctx.createTemporaryDirectory(),
            onRetry: reason => ctx.logger.info(reason),
          });
          return { commit, pushed };
        },
      });
      const at = result.commit.slice(0, 7);
      ctx.logger.info(
        result.pushed ? `Pushed ${at} to ${branch}` : `${branch} holds these files already, at ${at}`,
      );
      ctx.output('commit', result.commit);
      ctx.output('branch', branch);
      ctx.output('repository', repository);
      ctx.output('pushed', result.pushed);
    },
  });
}

function refuseBadBranch(field: string, branch: string) {
  const isName =
    /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(branch) &&
    !/\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$/.test(branch) &&
    branch.length <= 200;
  if (!isName) {
    throw new InputError(
      `${field}: "${branch}" is no name for a branch; use letters, digits, ".", "_", "-" and "/".`,
    );
  }
}
