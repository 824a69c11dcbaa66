import { join } from 'node:path';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import type { Config } from '@backstage/config';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { FileList } from '../../fileList';
import type { Remote } from '../../git/Clone';
import { credentialsFor } from '../../git/credentials';
import { gitHttp } from '../../git/gitHttp';
import { outlookOn } from '../../git/pendingChanges';
import type { FileChange } from '../../git/pendingChanges';
import { pushChanges } from '../../git/pushChanges';
import type { PushResult } from '../../git/pushChanges';
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

interface Options {
  config: Config;
  integrations: ScmIntegrationRegistry;
  portal: PortalConfig;
}

/** Pushes files of the workspace as one commit, once per task; a dry run only looks whether it could. */
export async function pushFiles(ctx: Context, toPush: FilesToPush, options: Options): Promise<PushResult> {
  const { branch, message, repository, startFrom } = toPush;
  refuseBadBranch('branch', branch);
  refuseBadBranch('startFrom', startFrom);
  const remote = await remoteFor(ctx, repository, options);
  const changes = await changesIn(ctx, toPush);

  if (ctx.isDryRun) {
    const folder = join(await ctx.createTemporaryDirectory(), 'repository');
    const { pending } = await outlookOn({ remote, branch, startFrom }, changes, folder);
    ctx.logger.info(`Dry run: would push ${pending.size} files to ${branch} of ${repository}`);
    return { branch, commit: 'dry-run', pushed: false };
  }

  const result = await ctx.checkpoint({
    key: `push.${repository}.${branch}`,
    fn: async () => {
      const pushed = await pushChanges(changes, {
        remote,
        branch,
        startFrom,
        message: messageFor(message, ctx.user?.ref),
        author: authorOf(ctx.user?.entity, options.config),
        workingFolder: await ctx.createTemporaryDirectory(),
        onRetry: reason => ctx.logger.info(reason),
      });
      return { branch: pushed.branch, commit: pushed.commit, pushed: pushed.pushed };
    },
  });
  const at = result.commit.slice(0, 7);
  ctx.logger.info(
    result.pushed ? `Pushed ${at} to ${branch}` : `${result.branch} holds these files already, at ${at}`,
  );
  return result;
}

/**
 * The paths of those files that the branch lacks from which a new one would
 * begin, for a step that commits them itself; refused where a push of ours would be.
 */
export async function pathsToCommit(
  ctx: Context,
  toCommit: FilesToPush,
  options: Options,
): Promise<string[]> {
  const { branch, repository, startFrom } = toCommit;
  refuseBadBranch('branch', branch);
  const remote = await remoteFor(ctx, repository, options);
  const changes = await changesIn(ctx, toCommit);
  const folder = join(await ctx.createTemporaryDirectory(), 'repository');
  const { pending } = await outlookOn({ remote, branch: startFrom, startFrom }, changes, folder);
  return [...pending.keys()];
}

async function remoteFor(
  { signal }: Context,
  url: string,
  { integrations, portal }: Options,
): Promise<Remote> {
  const auth = await credentialsFor(url, integrations, portal.repository.url);
  return { url, http: gitHttp(signal), auth };
}

const changesIn = (
  { workspacePath }: Context,
  { files, sourcePath }: Pick<FilesToPush, 'files' | 'sourcePath'>,
): Promise<FileChange[]> =>
  Promise.all(
    files.map(async ({ path, change, replaces }) => ({
      path,
      replaces,
      ...(change !== 'removed' && { content: await readFromWorkspace(workspacePath, sourcePath, path) }),
    })),
  );

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
