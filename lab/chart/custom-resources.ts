/** Kinds that the chart can make and that the lab does not have: their makers' own definitions. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { customResources } from '../../tools/chart/custom-resources.ts';
import type { CustomResources } from '../../tools/chart/custom-resources.ts';
import { goEnvironment } from '../../tools/dev/lib/go.ts';
import { kubectl } from '../argocd.ts';
import { run } from '../commands.ts';
import { REPOSITORY } from '../paths.ts';
import type { Stage } from '../stage/stage.ts';

/** Argo CD's are in the lab already, and are its own. */
const MISSING = customResources.filter(({ module }) => !module.startsWith('github.com/argoproj/'));

async function definitionsIn({ module, folder, files }: CustomResources): Promise<string[]> {
  const answer = await run('go', ['mod', 'download', '-json', module], {
    cwd: join(REPOSITORY, 'tools'),
    env: await goEnvironment(),
  });
  const { Dir } = JSON.parse(answer) as { Dir: string };
  return readdirSync(join(Dir, folder))
    .filter(name => files.some(part => name.includes(part)))
    .map(name => join(Dir, folder, name));
}

/** Makes the cluster know these kinds until the scenario is over. */
export async function defineCustomResources(stage: Stage): Promise<void> {
  const files = (await Promise.all(MISSING.map(definitionsIn))).flat();
  const named = files.flatMap(file => ['-f', file]);
  stage.afterwards(() => kubectl(['delete', '--ignore-not-found', ...named]));
  await kubectl(['apply', '--server-side', '--force-conflicts', ...named]);
  await kubectl(['wait', '--for=condition=Established', '--timeout=60s', ...named]);
}
