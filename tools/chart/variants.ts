// The variants of the chart: ci/*-values.yaml and the examples. Each is linted, rendered by helm 3 and helm 4,
// and what comes out is kept for the schemas, the policies and the list of known settings.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chart, repository } from './paths.ts';
import type { Check } from './report.ts';
import { inParallel, runTool } from './run.ts';

export const renderedDir = join(repository, '.cache', 'chart', 'rendered');

export type Variant = { name: string; file: string };

export function variants(): Variant[] {
  const valuesIn = (folder: string) =>
    readdirSync(join(chart, folder)).filter(name => name.endsWith('values.yaml'));
  return ['ci', 'examples'].flatMap(folder =>
    valuesIn(folder).map(file => ({
      name: `${folder}-${basename(file, '.yaml').replace(/-values$/, '')}`,
      file: join(chart, folder, file),
    })),
  );
}

/** Drops what two versions of helm may print differently: empty lines. */
const essence = (text: string) =>
  text
    .split('\n')
    .filter(line => line.trim() !== '')
    .join('\n');

const release = ['sample', chart, '--namespace', 'sample-ns'];

export async function renderVariants(): Promise<{ checks: Check[]; note: string }> {
  rmSync(renderedDir, { recursive: true, force: true });
  mkdirSync(join(renderedDir, '1.34'), { recursive: true });
  mkdirSync(join(renderedDir, '1.27'), { recursive: true });
  const seen = new Map<string, string>();
  const results = await inParallel(variants(), async ({ name, file }): Promise<Check[]> => {
    const template = (version: string) => [
      'template',
      ...release,
      '--values',
      file,
      '--kube-version',
      version,
    ];
    const lint = await runTool('helm', [
      'lint',
      '--strict',
      chart,
      '--values',
      file,
      '--kube-version',
      '1.34.0',
      '--quiet',
    ]);
    const newest = await runTool('helm', template('1.34.0'));
    const oldest = await runTool('helm', template('1.27.0'));
    const helm4 = await runTool('helm4', template('1.34.0'));
    writeFileSync(join(renderedDir, '1.34', `${name}.yaml`), newest.stdout);
    writeFileSync(join(renderedDir, '1.27', `${name}.yaml`), oldest.stdout);
    const twin = seen.get(newest.stdout);
    seen.set(newest.stdout, name);
    return [
      {
        name: `${name} passes helm lint --strict`,
        problem: lint.code === 0 ? undefined : lint.stdout + lint.stderr,
      },
      {
        name: `${name} renders`,
        problem: newest.code + oldest.code === 0 ? undefined : newest.stderr + oldest.stderr,
      },
      {
        name: `${name} renders the same with helm 4`,
        problem:
          comparable(newest.stdout) === comparable(helm4.stdout)
            ? undefined
            : helm4.stderr || 'the two differ',
      },
      { name: `${name} differs from every other variant`, problem: twin && `renders the same as ${twin}` },
    ];
  });
  return { checks: results.flat(), note: `${results.length} variants` };
}

/** A key that the chart makes up is another one each time. */
const comparable = (text: string) => essence(text).replace(/^( {2}"preshared_key": ).*$/m, '$1made up');
