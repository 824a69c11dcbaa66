import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { defineCustomResources } from '../../chart/custom-resources.ts';
import { CommandFailed } from '../../commands.ts';
import { binariesOf } from '../../images.ts';
import { BIN } from '../../paths.ts';
import { KUBERNETES, SPICEDB_NEWEST } from '../../pins.ts';
import { expect } from '../../stage/expectation.ts';
import type { Scenario } from '../../stage/scenario.ts';
import type { Stage } from '../../stage/stage.ts';

const AT_ONCE = 4;
const FEWEST_VALUES_FILES = 60;

/** Where the rendered manifests lie until the scenario is over: beside its copy of the chart. */
const renderedOf = ({ repository }: Stage) => join(dirname(dirname(repository.chart)), 'rendered');

const filesIn = (folder: string, end: string) =>
  readdirSync(folder)
    .filter(name => name.endsWith(end) && !name.startsWith('.'))
    .map(name => join(folder, name));

async function template(stage: Stage, name: string, args: string[]): Promise<void> {
  const helm = join(binariesOf('tools'), 'helm');
  // The post-renderer of an example calls kubectl by its name.
  const env = { ...process.env, PATH: [BIN, process.env.PATH].join(delimiter) };
  const release = ['template', 'sample', stage.repository.chart, '--namespace', stage.namespace];
  const text = await stage.inside(helm, [...release, '--kube-version', KUBERNETES, ...args], { env });
  writeFileSync(join(renderedOf(stage), name), text);
}

/** Renders every values file that comes with the chart, and one more time through the post-renderer. */
async function renderAll(stage: Stage): Promise<void> {
  const waiting = ['ci', 'examples'].flatMap(folder =>
    filesIn(join(stage.repository.chart, folder), '-values.yaml'),
  );
  expect(waiting.length >= FEWEST_VALUES_FILES, `at least ${FEWEST_VALUES_FILES} values files`, waiting);
  const renderOn = async () => {
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      await template(stage, basename(file), ['--values', file]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, renderOn));
  const patches = join(stage.repository.chart, 'examples', 'kustomize', 'render.sh');
  await template(stage, 'kustomize.yaml', ['--post-renderer', patches]);
}

/** Manifests that are no values: for Argo CD, Flux and SOPS. They name namespaces that only exist elsewhere. */
function copyManifests(stage: Stage): void {
  for (const folder of ['argocd', 'flux', 'sops']) {
    for (const file of filesIn(join(stage.repository.chart, 'examples', folder), '.yaml')) {
      const text = readFileSync(file, 'utf8').replace(/^( +namespace:) .*$/gm, `$1 ${stage.namespace}`);
      writeFileSync(join(renderedOf(stage), `${folder}-${basename(file)}`), text);
    }
  }
}

/** What the API server says of all documents in a folder, without keeping anything. */
async function dryRun(stage: Stage, folder: string): Promise<{ taken: number; refused: string[] }> {
  const args = ['apply', '--dry-run=server', '--validate=strict', '-f', folder];
  const output = await stage.kubectl(args).catch((error: unknown) => {
    if (error instanceof CommandFailed) return error.output;
    throw error;
  });
  const lines = output.split('\n').filter(Boolean);
  return {
    taken: lines.filter(line => line.endsWith('(server dry run)')).length,
    refused: lines.filter(line => /error|invalid|no matches/i.test(line)),
  };
}

export default {
  name: 'every-example',
  title: 'Every example and every variant of the chart’s tests is taken by the API server, in a dry run',
  spicedb: SPICEDB_NEWEST,
  // For a while the cluster knows kinds that the other cases do not count on.
  alone: true,

  async given(stage) {
    await stage.emptyNamespace();
    await defineCustomResources(stage);
  },

  async when(stage) {
    mkdirSync(renderedOf(stage));
    await renderAll(stage);
    copyManifests(stage);
  },

  async then(stage) {
    const folder = renderedOf(stage);
    const files = filesIn(folder, '.yaml');
    const documents = files.flatMap(file => readFileSync(file, 'utf8').match(/^kind: /gm) ?? []).length;
    const { taken, refused } = await dryRun(stage, folder);
    stage.did(`${taken} of ${documents} documents in ${files.length} files were taken`);
    expect(
      taken === documents && documents > 0 && refused.length === 0,
      'the API server to take every object of every file',
      { taken, documents, refused },
    );
  },

  break: {
    what: 'the budget asks for a policy that Kubernetes does not have',
    because: 'the API server to take every object of every file',
    chart: [
      {
        file: 'templates/workload/pdb.yaml',
        find: 'unhealthyPodEvictionPolicy: AlwaysAllow',
        put: 'unhealthyPodEvictionPolicy: Sometimes',
      },
    ],
  },
} satisfies Scenario;
