import { countsInWords, heldAgainstExitCode } from '../lib/counts.ts';
import { goEnvironment } from '../lib/go.ts';
import { buildGoTools, toolsBin } from '../lib/go-tools.ts';
import { inRoot } from '../lib/paths.ts';
import { outcomeOf } from '../lib/run.ts';
import { logOf, type Part } from './part.ts';

/** What each group of the chart's tests counted: tests, variants, refused inputs, policies, mutants. */
const countsOfGroups = (output: string) =>
  [...output.matchAll(/^[A-Z][\w ]+: \d+ .*$/gm)].map(([line]) => `  ${line}\n`).join('');

export const chart: Part = {
  name: 'chart',
  what: 'the chart: lint, unit tests, schemas, policies, examples',
  async run(more) {
    await buildGoTools();
    const { code, output } = await outcomeOf(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', inRoot('tools', 'chart', 'test.ts'), ...more],
      { env: { ...(await goEnvironment()), TOOLS_BIN: toolsBin, FORCE_COLOR: '0' }, log: logOf('chart') },
    );
    process.stdout.write(countsOfGroups(output));
    const counts = heldAgainstExitCode(countsInWords(output), code);
    return { counts, failures: counts.failed ? output : '' };
  },
};
