import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, unlessStamped } from './fingerprint.ts';
import { goEnvironment } from './go.ts';
import { alone } from './lock.ts';
import { cacheFolder, inRoot, toolsFolder } from './paths.ts';
import { run } from './run.ts';

export const toolsBin = join(toolsFolder, 'bin');

/** The tool directives of tools/go.mod that the chart's tests call, by the name of the program. */
const programs = {
  helm: 'helm.sh/helm/v3/cmd/helm',
  helm4: 'helm.sh/helm/v4/cmd/helm',
  'helm-unittest': 'github.com/helm-unittest/helm-unittest/cmd/helm-unittest',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform',
  conftest: 'github.com/open-policy-agent/conftest',
};

/** Builds what is not there yet; an interrupted build goes on with the program where it stopped. */
export const buildGoTools = () => alone(join(cacheFolder, 'go-tools.lock'), buildMissing);

async function buildMissing(): Promise<string> {
  const inputs = fingerprint(['tools/go.mod', 'tools/go.sum']);
  let built = 0;
  for (const [name, source] of Object.entries(programs)) {
    const worked = await unlessStamped(join(toolsBin, `.${name}.stamp`), inputs, () => build(name, source));
    if (worked) built += 1;
  }
  return built ? `${built} built` : 'nothing changed';
}

async function build(name: string, source: string) {
  mkdirSync(toolsBin, { recursive: true });
  const unfinished = join(toolsBin, `.${name}.unfinished`);
  await run('go', ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', unfinished, source], {
    cwd: inRoot('tools'),
    env: await goEnvironment(),
    log: join(cacheFolder, 'logs', `go-build-${name}.log`),
  });
  renameSync(unfinished, join(toolsBin, name));
}
