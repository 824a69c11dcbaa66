import { browser } from './browser.ts';
import { chart } from './chart.ts';
import { nodeTests } from './node-test.ts';
import { checks, type Part } from './part.ts';
import { unit } from './unit.ts';

const types: Part = {
  name: 'types',
  what: 'TypeScript',
  run: () =>
    checks('types', [
      { name: 'packages and plugins', command: ['yarn', 'tsc', '--pretty', 'false'] },
      { name: 'what Node runs as it is', command: ['yarn', 'tsc:node', '--pretty', 'false'] },
    ]),
};

const lint: Part = {
  name: 'lint',
  what: 'eslint and prettier',
  run: () =>
    checks('lint', [
      { name: 'prettier', command: ['yarn', 'prettier:check'] },
      { name: 'eslint', command: ['yarn', 'lint'] },
      { name: 'eslint over what Node runs as it is', command: ['yarn', 'lint:node'] },
    ]),
};

const node: Part = {
  name: 'node',
  what: 'node --test over the tools, the lab, the sandbox and the SQLite driver',
  run: more =>
    nodeTests('node', ['{tools,lab}/**/*.test.ts', 'packages/{sandbox,sqlite}/src/**/*.test.{ts,cjs}'], more),
};

const fresh: Part = {
  name: 'fresh',
  what: 'generated files, API reports, unused code, documents',
  run: () =>
    checks('fresh', [
      { name: 'knip', command: ['yarn', 'knip'] },
      // The reports are made from the declarations that TypeScript writes; what it adds to older ones
      // comes in another order than what it writes at once.
      { name: 'declarations', command: ['yarn', 'tsc', '--incremental', 'false', '--pretty', 'false'] },
      { name: 'API reports', command: ['yarn', 'build:api-reports', '--ci'] },
    ]),
};

const bootstrap: Part = {
  name: 'bootstrap',
  what: './dev itself, on machines that lack something',
  run: more => nodeTests('bootstrap', ['tools/dev/bootstrap-tests/*.spec.ts'], more),
};

/**
 * The parts in the order in which they run; those of one row run side by side. What is quick and often
 * red comes first, and what watches the clock runs alone.
 */
export const rows: Part[][] = [[types, lint], [node, fresh], [unit], [chart, bootstrap], [browser]];
