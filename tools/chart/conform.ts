// kubeconform over everything that was rendered. A document that could not be validated fails the run: kubeconform
// itself would call it skipped and be content.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from './report.ts';
import { inParallel, runTool } from './run.ts';
import { kubernetesVersions, schemas } from './schemas.ts';
import { renderedDir } from './variants.ts';

type Resource = { filename: string; kind: string; name: string; status: string; msg: string };

/** What kubeconform says of each document in files and folders. */
export async function judged(version: string, paths: string[]): Promise<Resource[]> {
  const location = await schemas();
  const { stdout, stderr } = await runTool('kubeconform', [
    '-strict',
    '-verbose',
    '-output',
    'json',
    '-kubernetes-version',
    version,
    '-schema-location',
    join(location, '{{.NormalizedKubernetesVersion}}', '{{.ResourceKind}}{{.KindSuffix}}.json'),
    '-schema-location',
    join(location, 'custom', '{{.ResourceKind}}-{{.ResourceAPIVersion}}.json'),
    ...paths,
  ]);
  if (!stdout.startsWith('{')) throw new Error(stderr || stdout);
  return (JSON.parse(stdout) as { resources: Resource[] }).resources;
}

export function problemsOf(resources: Resource[]): string | undefined {
  const bad = resources.filter(({ status }) => status !== 'statusValid');
  if (bad.length === 0) return undefined;
  return bad
    .slice(0, 10)
    .map(r => `${r.filename.replace(renderedDir, '')} ${r.kind} ${r.name}: ${r.status} ${r.msg}`)
    .join('\n');
}

function documentsIn(folder: string): number {
  return readdirSync(folder).flatMap(
    name => readFileSync(join(folder, name), 'utf8').match(/^kind: /gm) ?? [],
  ).length;
}

export async function conform(): Promise<{ checks: Check[]; note: string }> {
  await schemas();
  let total = 0;
  const results = await inParallel(kubernetesVersions, async (version): Promise<Check> => {
    const folder = join(renderedDir, version === '1.27.0' ? '1.27' : '1.34');
    const name = `Kubernetes ${version} knows every field`;
    const resources = await judged(version, [folder]);
    const expected = documentsIn(folder);
    total += resources.length;
    if (expected === 0 || resources.length !== expected)
      return { name, problem: `${resources.length} of ${expected} documents were validated` };
    return { name, problem: problemsOf(resources) };
  });
  return { checks: results, note: `${total} documents, none skipped` };
}
