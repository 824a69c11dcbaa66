// A sample of the instances that the portal would write: each is rendered by helm with its own values, and what
// comes out is validated by kubeconform, together with its Application and its ExternalSecret. SAMPLE_SEED repeats one.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fromCore } from '../bench/lib/core.ts';
import { staleApplicationSchema } from './applicationSchema.ts';
import { judged, problemsOf } from './conform.ts';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { inParallel, runTool } from './run.ts';

const count = 50;
const version = '1.34.0';
const rendered = join(repository, '.cache', 'chart', 'instances');

interface Sample {
  portal: string;
  instance: { name: string; namespace: string; engine: string };
  files: { path: string; content: string }[];
}

const isManifest = (path: string) => /\/(application|externalsecret)\.yaml$/.test(path);

async function render({ instance, files }: Sample, index: number): Promise<Check> {
  const folder = join(rendered, String(index).padStart(2, '0'));
  mkdirSync(folder, { recursive: true });
  const written = files.map(({ path, content }) => {
    const file = join(isManifest(path) ? folder : rendered, `${index}-${basename(path)}`);
    writeFileSync(file, content);
    return file;
  });
  const values = written.find(file => file.endsWith('-values.yaml')) as string;
  const { name, namespace } = instance;
  const { code, stdout, stderr } = await runTool('helm', [
    'template',
    name,
    chart,
    '--namespace',
    namespace,
    '--values',
    values,
    '--kube-version',
    version,
  ]);
  writeFileSync(join(folder, 'chart.yaml'), stdout);
  const what = `instance ${index}, ${name} on ${instance.engine}`;
  if (code !== 0) return { name: `${what}, is rendered by helm`, problem: stderr };
  const objects = await judged(version, [folder]);
  const kinds = new Set(objects.map(({ kind }) => kind));
  const missing = ['Deployment', 'Service', 'Application'].filter(kind => !kinds.has(kind));
  return {
    name: `${what}, is rendered by helm and known to Kubernetes and Argo CD`,
    problem: missing.length ? `there is no ${missing.join(', no ')}` : problemsOf(objects),
  };
}

export async function instances(): Promise<{ checks: Check[]; note: string }> {
  const seed = Number(process.env.SAMPLE_SEED ?? Date.now() % 2 ** 31);
  const { sampleInstances } = fromCore<{ sampleInstances(count: number, seed: number): Sample[] }>(
    '__testUtils__/inputs.ts',
  );
  rmSync(rendered, { recursive: true, force: true });
  mkdirSync(rendered, { recursive: true });
  const stale: Check = {
    name: "the unit tests' schema of an Application is that of Argo CD",
    problem: await staleApplicationSchema(),
  };
  const work = sampleInstances(count, seed).map((sample, index) => ({ sample, index }));
  const checks = await inParallel(work, ({ sample, index }) => render(sample, index));
  return { checks: [stale, ...checks], note: `${count} instances, SAMPLE_SEED=${seed}` };
}
