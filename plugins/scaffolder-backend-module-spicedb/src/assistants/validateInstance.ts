import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { validateInstanceFolder } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { z } from 'zod/v3';
import type { ActionOptions } from '../actions/options';
import { findingsSchema } from '../findings';
import { findInstance } from '../git/findInstance';
import { openRepository } from '../git/openRepository';

/** Lets an assistant ask what is wrong with an instance that stands in Git. */
export function registerValidation(registry: ActionsRegistryService, { config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  registry.register({
    name: 'validate-spicedb-instance',
    title: 'Validate a SpiceDB instance',
    description:
      'Reads the files of a SpiceDB instance in the GitOps repository and tells everything that is wrong with them, with file, line and column. Nothing is written.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: () => z.object({ instance: z.string().min(1).describe('Its name, or its catalog entity') }),
      output: () =>
        z.object({
          folder: z.string().describe('Where the files stand in the repository'),
          findings: findingsSchema.describe('What is wrong; empty when nothing is'),
        }),
    },
    examples: [{ title: 'By name', input: { instance: 'checkout' } }],
    async action({ input }) {
      const workingFolder = await mkdtemp(join(tmpdir(), 'validate-instance-'));
      try {
        const clone = await openRepository({ integrations, portal, workingFolder });
        const { folder, files } = await findInstance(clone, portal, input.instance);
        const texts = files.map(({ path, content }) => ({ path, content: content.toString('utf8') }));
        return { output: { folder, findings: validateInstanceFolder(texts, portal) } };
      } finally {
        await rm(workingFolder, { recursive: true, force: true });
      }
    },
  });
}
