import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import type { Config } from '@backstage/config';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { FileList } from '../../fileList';
import { credentialsFor } from '../../git/credentials';
import { gitHttp } from '../../git/gitHttp';
import { pushChanges } from '../../git/pushChanges';
import type { FileChange } from '../../git/pushChanges';
import { readFromWorkspace } from '../../workspace';
import { authorOf, messageFor } from './author';

export interface FilesToPush {
  files: FileList;
  message: string;
  /** The folder of the workspace that stands for the repository's root. */
  sourcePath: string;
  repository: string;
  branch: string;
  startFrom: string;
}

type Context = Pick<
  ActionContext<any, any>,
  'checkpoint' | 'createTemporaryDirectory' | 'isDryRun' | 'logger' | 'signal' | 'user' | 'workspacePath'
>;

/** Pushes files of the workspace as one commit, once per task; a dry run only looks whether it could. */
export async function pushFiles(
  ctx: Context,
  { files, message, sourcePath, repository, branch, startFrom }: FilesToPush,
  {
    config,
    integrations,
    portal,
  }: { config: Config; integrations: ScmIntegrationRegistry; portal: PortalConfig },
): Promise<{ commit: string; pushed: boolean }> {
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
    return { commit: 'dry-run', pushed: false };
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
  return result;
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
