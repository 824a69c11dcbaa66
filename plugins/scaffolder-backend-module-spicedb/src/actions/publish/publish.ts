import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ScmIntegrations } from '@backstage/integration';
import { pullRequestHosts } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { fileListSchema } from '../../fileList';
import { fitDescription } from '../../publishing/hosts';
import { wayOf } from '../../publishing/wayOf';
import type { Way } from '../../publishing/wayOf';
import type { ActionOptions } from '../options';
import { messageFor } from '../pushBranch/author';
import { pathsToCommit, pushFiles } from '../pushBranch/pushFiles';
import { examples } from './publish.examples';

/** Longer ones are refused by one host or another. */
const longestTitle = 250;

/** Brings a change to the GitOps repository the way that the platform wants it. */
export function createPublishAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:git:publish',
    description:
      'Brings a change to the GitOps repository the way that spicedb.repository.publish says: as a commit on the branch that Argo CD reads, on a branch of its own, or ready for the action that opens a pull request on the host of the repository. The output "by" tells which step comes next.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        files: () => fileListSchema.describe('The output "files" of the step that wrote them'),
        title: z => z.string().min(1).describe('A title for the commit and the pull request'),
        description: z => z.string().describe('What the change does, in Markdown'),
        topic: z =>
          z
            .string()
            .min(1)
            .describe('Begins the name of the branch, for example create-checkout; the task makes it unique'),
        review: z =>
          z
            .boolean()
            .optional()
            .describe('Never straight onto the branch that Argo CD reads, whatever is configured'),
        sourcePath: z =>
          z.string().optional().describe("The folder of the workspace that stands for the repository's root"),
      },
      output: {
        by: z =>
          z
            .enum(['nothing', 'push', 'branch', ...pullRequestHosts])
            .describe(
              'How the change goes on; the name of a host wants the step that opens its pull request',
            ),
        branch: z => z.string().describe('The branch that holds the change, or will hold it'),
        targetBranch: z => z.string().describe('The branch that Argo CD reads'),
        repoUrl: z =>
          z.string().optional().describe('The repository, as the action of its host wants it named'),
        commit: z => z.string().optional().describe('The commit, where this step has made it'),
        commitMessage: z => z.string().describe('For the commit, where the next step makes it'),
        title: z => z.string().describe('The title, cut to what hosts take'),
        description: z => z.string().describe('The description, cut to what the host takes'),
        filesToDelete: z => z.array(z.string()).describe('The files that go, for the same purpose'),
        formAt: z =>
          z
            .string()
            .optional()
            .describe('Where a person opens the pull request by hand, if that is to be done'),
        outcome: z => z.string().describe('Where the change is now and what is left to do, in Markdown'),
      },
    },
    async handler(ctx) {
      const { files, title, description, topic, review = false, sourcePath = '.' } = ctx.input;
      const { url: repository, branch: targetBranch } = portal.repository;
      const ownBranch = `portal/${topic}-${ctx.task.id.slice(0, 8)}`;
      const { publish } = portal.repository;
      const way = wayOf(
        { url: repository, publish: review && publish === 'push' ? 'branch' : publish },
        integrations,
        { source: ownBranch, target: targetBranch },
      );
      const branch = way.by === 'push' ? targetBranch : ownBranch;
      const done = await bring(
        ctx,
        way,
        { files, message: title, sourcePath, repository, branch, startFrom: targetBranch },
        { config, integrations, portal },
      );

      ctx.output('by', done.isThere ? 'nothing' : way.by);
      ctx.output('branch', branch);
      ctx.output('targetBranch', targetBranch);
      ctx.output('repoUrl', way.repoUrl);
      ctx.output('commit', done.commit);
      ctx.output('commitMessage', messageFor(title, ctx.user?.ref));
      ctx.output(
        'filesToDelete',
        files
          .filter(({ path, change }) => change === 'removed' && done.paths.includes(path))
          .map(({ path }) => path),
      );
      ctx.output('title', cut(title));
      ctx.output('description', fitDescription(description, way.longestDescription));
      ctx.output('formAt', done.isThere ? undefined : way.formAt);
      ctx.output(
        'outcome',
        done.isThere
          ? `There is nothing to publish${
              files.length > 0 ? `: \`${targetBranch}\` holds all of it already` : ''
            }.`
          : outcomeOf(way, { branch, targetBranch, repository, commit: done.commit }),
      );
    },
  });
}

interface Done {
  /** Whether the branch that Argo CD reads needs nothing of the change, because it holds it already. */
  isThere: boolean;
  /** The commit, where we have made it. */
  commit?: string;
  /** The files that the change touches. */
  paths: string[];
}

/** Pushes; or, where the action of the host will commit, makes sure that it takes nobody's work away. */
async function bring(
  ctx: Parameters<typeof pushFiles>[0],
  { pushes }: Way,
  change: Parameters<typeof pushFiles>[1],
  options: Parameters<typeof pushFiles>[2],
): Promise<Done> {
  const { files, branch } = change;
  if (files.length === 0) return { isThere: true, paths: [] };
  if (!pushes) {
    const paths = await pathsToCommit(ctx, change, options);
    return { isThere: paths.length === 0, paths };
  }
  const pushed = await pushFiles(ctx, change, options);
  return {
    isThere: pushed.branch !== branch,
    commit: pushed.commit,
    paths: files.map(({ path }) => path),
  };
}

const cut = (title: string) => (title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title);

function outcomeOf(
  { by }: Way,
  {
    branch,
    targetBranch,
    repository,
    commit,
  }: Record<'branch' | 'targetBranch' | 'repository', string> & {
    commit?: string;
  },
): string {
  if (by === 'push')
    return `Commit \`${commit}\` is on branch \`${branch}\` of ${repository}. Argo CD takes it from there.`;
  const waits = `Nothing reaches the cluster before it is merged into \`${targetBranch}\`.`;
  return by === 'branch'
    ? `Commit \`${commit}\` is on branch \`${branch}\` of ${repository}. ${waits}`
    : `The change is on branch \`${branch}\`. ${waits}`;
}
