import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { validateInstanceFolder } from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { FileFinding } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { findingsSchema, inOneLine } from '../../findings';
import { findInstance } from '../../git/findInstance';
import { openRepository } from '../../git/openRepository';
import type { ActionOptions } from '../options';
import { examples } from './validateInstance.examples';

/** Says everything that is wrong with the files of an instance. */
export function createValidateInstanceAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:instance:validate',
    description:
      "Reads the folder of a SpiceDB instance in the GitOps repository and says everything that is wrong with it, with file, line and column: what the chart would refuse, what Argo CD and the portal would not find, what the platform's guard rails forbid.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: z => z.string().min(1).describe('The instance: its name, or its catalog entity'),
        failOn: z =>
          z
            .enum(['error', 'warning', 'nothing'])
            .optional()
            .describe('What makes the step fail; by default an error'),
      },
      output: {
        valid: z => z.boolean().describe('Whether there is no error'),
        findings: () => findingsSchema.describe('Everything that was found, in order of place'),
        folder: z => z.string().describe("The instance's folder in the repository"),
        summary: z => z.string().describe('The same in Markdown'),
      },
    },
    async handler(ctx) {
      const { instance: reference, failOn = 'error' } = ctx.input;
      const clone = await openRepository({
        integrations,
        portal,
        workingFolder: await ctx.createTemporaryDirectory(),
        signal: ctx.signal,
      });
      const { folder, files } = await findInstance(clone, portal, reference);
      const findings = validateInstanceFolder(
        files.map(({ path, content }) => ({ path, content: content.toString('utf8') })),
        portal,
      );
      ctx.output('valid', !findings.some(({ severity }) => severity === 'error'));
      ctx.output('findings', findings);
      ctx.output('folder', folder);
      ctx.output('summary', summarise(folder, findings));

      const fatal = findings.filter(
        ({ severity }) => severity === failOn || (failOn === 'warning' && severity === 'error'),
      );
      if (fatal.length > 0) {
        throw new InputError(
          `${inNumbers(fatal)} in ${folder}:\n${fatal.map(f => `- ${inOneLine(f)}`).join('\n')}`,
        );
      }
      ctx.logger.info(findings.length ? inNumbers(findings) : `Nothing is wrong with ${folder}`);
    },
  });
}

function inNumbers(findings: FileFinding[]): string {
  const count = (severity: FileFinding['severity'], word: string) => {
    const number = findings.filter(finding => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  };
  return [...count('error', 'error'), ...count('warning', 'warning')].join(' and ');
}

function summarise(folder: string, findings: FileFinding[]): string {
  if (findings.length === 0) return `Nothing is wrong with \`${folder}\`.`;
  const rows = findings.map(finding => {
    const words = `${finding.path ? `\`${finding.path}\` ` : ''}${finding.message}`.replace(/\|/g, '\\|');
    return `| ${finding.severity} | \`${finding.file.slice(folder.length + 1)}:${finding.line}:${
      finding.column
    }\` | ${words} |`;
  });
  return `${inNumbers(findings)} in \`${folder}\`.\n\n| | place | what |\n|---|---|---|\n${rows.join('\n')}`;
}
