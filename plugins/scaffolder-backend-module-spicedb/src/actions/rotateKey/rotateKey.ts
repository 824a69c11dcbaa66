import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ScmIntegrations } from '@backstage/integration';
import { planKeyRotation, rotationFields } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { carryOut, changeInput, changeOutput } from '../carryOut';
import type { ActionOptions } from '../options';
import { examples } from './rotateKey.examples';

/** One of the three steps that replace the preshared key of an instance without a refused call. */
export function createRotateKeyAction({ config, portal }: ActionOptions) {
  const integrations = ScmIntegrations.fromConfig(config);
  return createTemplateAction({
    id: 'spicedb:instance:rotate-key',
    description:
      'Writes one of the three steps that replace the preshared key of a SpiceDB instance without a refused call. It knows the names of the keys in the Secret, never their values.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...changeInput,
        step: () => rotationFields.step,
        key: () => rotationFields.key,
      },
      output: changeOutput,
    },
    async handler(ctx) {
      const { step, key } = ctx.input;
      await carryOut(ctx, ctx.input, { integrations, portal }, files =>
        planKeyRotation(files, { step, key }, portal),
      );
    },
  });
}
