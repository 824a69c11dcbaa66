import type { ActionContext, TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { createMockDirectory } from '@backstage/backend-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { validate } from 'jsonschema';

type Checkpoint = ActionContext<any, any>['checkpoint'];

/** A checkpoint of a task that was interrupted after it: what was kept then is given, and nothing is done. */
export function checkpointKeeping(kept: JsonValue): Checkpoint {
  // What a task keeps has lost its type, in the scaffolder as well.
  return async () => kept as never;
}

/** A checkpoint that is passed for the first time, and writes down what it keeps. */
export function checkpointTelling(tell: (key: string, value: unknown) => void): Checkpoint {
  return async ({ key, fn }) => {
    const value = await fn();
    tell(key, value);
    return value;
  };
}

/**
 * Runs an action the way the scaffolder does: the input is held against the
 * action's schema first, and the outputs against theirs afterwards.
 */
export async function runAction(
  action: TemplateAction<any, any, any>,
  given: object,
  directory: ReturnType<typeof createMockDirectory>,
  more: Partial<ActionContext<any, any>> = {},
): Promise<Record<string, any>> {
  // As it comes out of a template: what is undefined is not there.
  const input: JsonObject = JSON.parse(JSON.stringify(given));
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
