import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ScmIntegrations } from '@backstage/integration';
import { planUpdate, updateSchema } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { carryOut, changeInput, changeOutput } from '../carryOut';
import type { ActionOptions } from '../options';
import { examples } from './updateInstance.examples';

/** Changes an instance in its own files, and writes those into the workspace. */
export function createUpdateInstanceAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:instance:update',
    description:
      'Changes a SpiceDB instance in its own files. Comments, order and everything that was written by hand stay; an update that changes nothing writes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...changeInput,
        // A form sends empty groups along for what nobody filled in.
        changes: () => updateSchema.deepPartial().describe('What is to be otherwise; the rest stays'),
      },
      output: changeOutput,
    },
    async handler(ctx) {
      const { changes } = ctx.input;
      await carryOut(ctx, ctx.input, { integrations, portal }, files => planUpdate(files, changes, portal));
    },
  });
}
