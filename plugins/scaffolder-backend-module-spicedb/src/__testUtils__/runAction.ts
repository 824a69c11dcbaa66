import type { ActionContext, TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { createMockDirectory } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { validate } from 'jsonschema';

/**
 * Runs an action the way the scaffolder does: the input is held against the
 * action's schema first, and the outputs against theirs afterwards.
 */
export async function runAction(
  action: TemplateAction<any, any, any>,
  input: JsonObject,
  directory: ReturnType<typeof createMockDirectory>,
  more: Partial<ActionContext<any, any>> = {},
): Promise<Record<string, any>> {
  const valid = validate(input, action.schema?.input ?? {});
  if (!valid.valid) throw new Error(`Input does not fit the schema: ${valid.errors.join(', ')}`);
  const outputs: Record<string, unknown> = {};
  let temporary = 0;
  await action.handler({
    ...createMockActionContext({ input, workspacePath: directory.resolve('workspace') }),
    output: (name: string, value: unknown) => {
      outputs[name] = value;
    },
    createTemporaryDirectory: async () => directory.resolve(`temporary-${temporary++}`),
    ...more,
  } as ActionContext<any, any>);
  const produced = validate(outputs, { ...action.schema?.output, additionalProperties: false });
  if (!produced.valid) throw new Error(`Output does not fit the schema: ${produced.errors.join(', ')}`);
  return outputs;
}
