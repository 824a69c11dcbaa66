import { countsInWords, heldAgainstExitCode } from '../lib/counts.ts';
import { goEnvironment } from '../lib/go.ts';
import { buildGoTools, toolsBin } from '../lib/go-tools.ts';
import { inRoot } from '../lib/paths.ts';
import { outcomeOf } from '../lib/run.ts';
import { logOf, type Part } from './part.ts';

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
    const counts = heldAgainstExitCode(countsInWords(output), code);
    return { counts, failures: counts.failed ? output : '' };
  },
};
