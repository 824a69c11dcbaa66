import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ScmIntegrations } from '@backstage/integration';
import { planRemoval, removalFields } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { carryOut, changeInput, changeOutput } from '../carryOut';
import type { ActionOptions } from '../options';
import { examples } from './removeInstance.examples';

/** Takes an instance out of Git; in two steps where its Application must be told first what becomes of the objects. */
export function createRemoveInstanceAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:instance:remove',
    description:
      'Removes the files of a SpiceDB instance. Where the Application would treat the objects otherwise than asked, it is changed first, and a second run removes the files. The database is never touched.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...changeInput,
        confirm: () => removalFields.confirm,
        objects: () => removalFields.objects,
      },
      output: changeOutput,
    },
    async handler(ctx) {
      const { confirm, objects } = ctx.input;
      await carryOut(ctx, ctx.input, { integrations, portal }, files =>
        planRemoval(files, { confirm, objects }, portal),
      );
    },
  });
}
