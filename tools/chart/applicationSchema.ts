// The JSON schema that the unit tests hold an instance's Application against: Argo CD's own, closed, without
// what only a controller writes. `node tools/chart/applicationSchema.ts` writes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationSchemaFile } from './paths.ts';
import { moduleOf, schemas } from './schemas.ts';

type JsonSchema = { [key: string]: unknown };

const isOfController = (key: string) => key === 'status' || key === 'operation';

function pruned(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(pruned);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !key.startsWith('x-kubernetes-'))
      .map(([key, value]) => [key, pruned(value)]),
  );
}

async function applicationSchema(): Promise<string> {
  const file = join(await schemas(), 'custom', 'application-v1alpha1.json');
  const schema = pruned(JSON.parse(readFileSync(file, 'utf8'))) as { properties: JsonSchema };
  schema.properties = Object.fromEntries(
    Object.entries(schema.properties).filter(([key]) => !isOfController(key)),
  );
  const $comment = `Made by tools/chart/applicationSchema.ts from ${moduleOf(
    'application-crd',
  )}. Do not edit.`;
  return `${JSON.stringify({ $comment, ...schema })}\n`;
}

/** What is wrong with the copy in the repository, if something is. */
export async function staleApplicationSchema(): Promise<string | undefined> {
  const isFresh = readFileSync(applicationSchemaFile, 'utf8') === (await applicationSchema());
  return isFresh ? undefined : 'it is not. Run: node tools/chart/applicationSchema.ts';
}

if (import.meta.main) writeFileSync(applicationSchemaFile, await applicationSchema());
