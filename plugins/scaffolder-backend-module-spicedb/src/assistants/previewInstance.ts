import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  folderOf,
  instanceSchema,
  parseInstance,
  renderInstance,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { z } from 'zod/v3';
import { summarise } from '../actions/createInstance/summary';

const problems = z
  .array(z.object({ path: z.string(), message: z.string() }))
  .describe('What is wrong with the answers, by field; empty when they are accepted');

/** Lets an assistant see what an instance would be, before anything is written anywhere. */
export function registerPreview(registry: ActionsRegistryService, portal: PortalConfig) {
  registry.register({
    name: 'preview-spicedb-instance',
    title: 'Preview a SpiceDB instance',
    description:
      'Shows the files that the template "create-spicedb-instance" would write for some answers, or everything that is wrong with them. Nothing is written. Only name, environment and engine must be answered.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      // What does not fit is told by field below, all of it at once.
      input: () =>
        z.object({
          instance: z
            .object(instanceSchema.shape)
            .partial()
            .passthrough()
            .describe('The answers of the form'),
        }),
      output: () =>
        z.object({
          problems,
          folder: z.string().optional().describe('Where the files would stand in the repository'),
          files: z.array(z.object({ path: z.string(), content: z.string() })),
          summary: z.string().optional().describe('What would happen, in Markdown'),
        }),
    },
    examples: [
      {
        title: 'The three answers that are enough',
        input: { instance: { name: 'checkout', environment: 'development', engine: 'postgres' } },
      },
    ],
    async action({ input }) {
      const result = parseInstance(input.instance, portal);
      if (!result.ok) return { output: { problems: result.problems, files: [] } };
      const files = renderInstance(result.instance, portal);
      return {
        output: {
          problems: [],
          folder: folderOf(result.instance, portal),
          files,
          summary: summarise(result.instance, files, portal),
        },
      };
    },
  });
}
