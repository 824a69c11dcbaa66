import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Problem, report } from './bootstrap/problem.mjs';
import { inRoot } from './lib/paths.ts';

/** Each command is a program of its own, which also runs without ./dev: yarn start, yarn test. */
const programs: Record<string, string> = {
  start: inRoot('tools', 'dev', 'start.ts'),
  test: inRoot('tools', 'dev', 'test.ts'),
  bench: inRoot('tools', 'dev', 'bench.ts'),
  run: inRoot('tools', 'dev', 'run.ts'),
  lab: inRoot('lab', 'main.ts'),
};

const [command = 'help'] = process.argv.splice(2, 1);
const program = programs[command];

if (program && existsSync(program)) {
  await import(pathToFileURL(program).href);
} else {
  process.exitCode = report(
    new Problem(
      'wrongUse',
      `There is no command "${command}".`,
      'Use one of these: ./dev help shows them all.',
    ),
  );
}
