// The examples that no variant covers: manifests for Argo CD, Flux and SOPS, held against their schemas, and Secrets that
// somebody else makes, held against what the pods ask of them.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { judged, problemsOf } from './conform.ts';
import { chart } from './paths.ts';
import type { Check } from './report.ts';
import { runTool } from './run.ts';
import { renderedDir } from './variants.ts';

const examples = join(chart, 'examples');
const manifestFolders = ['argocd', 'flux', 'sops'];

/** Each with the files in which the Secrets stand that its pods read. */
const secretExamples: Record<string, string[]> = {
  'postgres-external-secrets': [],
  'postgres-sealed-secrets': [],
  'postgres-sops': [join(examples, 'sops', 'secrets.yaml')],
};

type Container = { env?: { valueFrom?: { secretKeyRef?: { name: string; key: string } } }[] };
type Document = {
  kind?: string;
  metadata?: { name: string };
  stringData?: object;
  spec?: {
    encryptedData?: object;
    target?: { name: string };
    data?: { secretKey: string }[];
    template?: { spec?: { containers?: Container[] } };
  };
};

export function keysAskedFor(documents: Document[]): string[] {
  const references = documents
    .flatMap(document => document.spec?.template?.spec?.containers ?? [])
    .flatMap(container => container.env ?? [])
    .flatMap(variable => variable.valueFrom?.secretKeyRef ?? []);
  return [...new Set(references.map(({ name, key }) => `${name}: ${key}`))];
}

export function keysGiven(documents: Document[]): string[] {
  return documents.flatMap(({ kind, metadata, stringData, spec }) => {
    const named = (name: string | undefined, keys: string[]) => keys.map(key => `${name}: ${key}`);
    if (kind === 'Secret') return named(metadata?.name, Object.keys(stringData ?? {}));
    if (kind === 'SealedSecret') return named(metadata?.name, Object.keys(spec?.encryptedData ?? {}));
    if (kind === 'ExternalSecret')
      return named(
        spec?.target?.name,
        (spec?.data ?? []).map(({ secretKey }) => secretKey),
      );
    return [];
  });
}

async function documentsIn(files: string[]): Promise<Document[]> {
  const { stdout, stderr } = await runTool('conftest', ['parse', '--parser', 'yaml', '--combine', ...files]);
  if (!stdout.startsWith('[')) throw new Error(`the examples cannot be read:\n${stderr}`);
  return (JSON.parse(stdout) as { contents: Document | Document[] }[]).flatMap(({ contents }) => contents);
}

async function secretsFit(name: string, secrets: string[]): Promise<Check> {
  const documents = await documentsIn([join(renderedDir, '1.34', `examples-${name}.yaml`), ...secrets]);
  const asked = keysAskedFor(documents);
  const given = keysGiven(documents);
  const missing = asked.filter(key => !given.includes(key));
  const idle = given.filter(key => !asked.includes(key));
  return {
    name: `the Secrets of ${name} hold what its pods read, and nothing else`,
    problem:
      asked.length === 0 || missing.length + idle.length > 0
        ? `missing: ${missing.join(', ') || 'nothing'}; read by nobody: ${idle.join(', ') || 'nothing'}`
        : undefined,
  };
}

export async function exampleManifests(): Promise<{ checks: Check[]; note: string }> {
  const manifests = manifestFolders.flatMap(folder =>
    readdirSync(join(examples, folder))
      .filter(name => name.endsWith('.yaml') && !name.startsWith('.'))
      .map(name => join(examples, folder, name)),
  );
  const resources = await judged('1.34.0', manifests);
  const unseen = manifests.filter(file => !resources.some(({ filename }) => filename === file));
  return {
    checks: [
      {
        name: 'manifests for other tools keep to their schemas',
        problem: unseen.length > 0 ? `not validated: ${unseen.join(', ')}` : problemsOf(resources),
      },
      ...(await Promise.all(
        Object.entries(secretExamples).map(([name, secrets]) => secretsFit(name, secrets)),
      )),
    ],
    note: `${resources.length} manifests for other tools`,
  };
}
