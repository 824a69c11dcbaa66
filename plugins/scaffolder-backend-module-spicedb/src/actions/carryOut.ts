import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { problemsInOneText } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type {
  ChangePlan,
  ChangeResult,
  GeneratedFile,
  PortalConfig,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { z } from 'zod/v3';
import { fileListSchema } from '../fileList';
import type { FileList } from '../fileList';
import { inOneLine, newErrors } from '../findings';
import { findInstance } from '../git/findInstance';
import { openRepository } from '../git/openRepository';
import { writeToWorkspace } from '../workspace';

/** The inputs that every change of an instance has. */
export const changeInput = {
  instance: () => z.string().min(1).describe('The instance: its name, or its catalog entity'),
  targetPath: () =>
    z.string().optional().describe("The folder of the workspace that stands for the repository's root"),
};

/** The outputs that every change of an instance has. */
export const changeOutput = {
  changed: () => z.boolean().describe('Whether there is anything to publish'),
  complete: () => z.boolean().describe('False when another run is needed after this one is merged'),
  files: () => fileListSchema.describe('What changes, for spicedb:git:publish'),
  filesToDelete: () =>
    z
      .array(z.string())
      .describe('The files that go, for actions that write the branch of a pull request themselves'),
  folder: () => z.string().describe("The instance's folder in the repository"),
  name: () => z.string().describe("The instance's name"),
  summary: () => z.string().describe('What changes and what follows, in Markdown, with the difference'),
  title: () => z.string().describe('A title for the commit or the pull request'),
  entityRef: () => z.string().describe('The catalog entity'),
};

interface Outputs {
  [name: string]: unknown;
  files: FileList;
}

/**
 * Reads an instance out of the repository, lets `plan` decide what changes, and
 * writes that into the workspace: all of it, or nothing when something is wrong.
 */
export async function carryOut(
  ctx: Pick<
    ActionContext<any, any>,
    'createTemporaryDirectory' | 'logger' | 'output' | 'signal' | 'workspacePath'
  >,
  input: { instance: string; targetPath?: string },
  options: { integrations: ScmIntegrationRegistry; portal: PortalConfig },
  plan: (files: GeneratedFile[]) => ChangeResult,
): Promise<void> {
  const { instance: reference, targetPath = '.' } = input;
  const clone = await openRepository({
    ...options,
    workingFolder: await ctx.createTemporaryDirectory(),
    signal: ctx.signal,
  });
  const { name, files: stored } = await findInstance(clone, options.portal, reference);
  const files = stored.map(({ path, content }) => ({ path, content: content.toString('utf8') }));
  const result = plan(files);
  if (!result.ok) throw new InputError(problemsInOneText(result.problems));

  refuseNewErrors(files, result.plan, options.portal);

  await writeToWorkspace(ctx.workspacePath, targetPath, result.plan.write);
  const outputs = outputsOf(result.plan, name, path => stored.find(file => file.path === path)?.oid);
  ctx.logger.info(
    outputs.files.length
      ? `${outputs.files.length} files change in ${result.plan.folder}`
      : 'Nothing changes',
  );
  for (const [key, value] of Object.entries(outputs)) ctx.output(key, value);
}

function refuseNewErrors(files: GeneratedFile[], { write, remove }: ChangePlan, portal: PortalConfig) {
  if (write.length === 0) return;
  const kept = files.filter(({ path }) => !remove.includes(path) && !write.some(file => file.path === path));
  const errors = newErrors(files, [...kept, ...write], portal);
  if (errors.length > 0) {
    throw new InputError(
      `Nothing was written, for the result would not work:\n${errors
        .map(error => `- ${inOneLine(error)}`)
        .join('\n')}`,
    );
  }
}

function outputsOf(
  { folder, write, remove, title, summary, next }: ChangePlan,
  name: string,
  oidOf: (path: string) => string | undefined,
): Outputs {
  const files: FileList = [
    ...write.map(({ path }) => {
      const replaces = oidOf(path);
      return replaces ? { path, change: 'changed' as const, replaces } : { path, change: 'added' as const };
    }),
    ...remove.map(path => ({ path, change: 'removed' as const, replaces: oidOf(path) })),
  ];
  return {
    changed: files.length > 0,
    complete: next === undefined,
    files,
    filesToDelete: remove,
    folder,
    name,
    summary,
    title,
    entityRef: `resource:default/${name}`,
  };
}
