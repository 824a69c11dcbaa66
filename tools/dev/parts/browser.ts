import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAppBundle, buildOlderAppBundle } from '../lib/app-bundle.ts';
import { chromiumEnvironment } from '../lib/chromium.ts';
import { countsOfPlaywright, heldAgainstExitCode, type Counts } from '../lib/counts.ts';
import { cacheFolder } from '../lib/paths.ts';
import { outcomeOf } from '../lib/run.ts';
import { projectEnvironment } from '../lib/yarn.ts';
import { logOf, type Part } from './part.ts';

const report = join(cacheFolder, 'playwright.json');

function countsIn(file: string): Counts | undefined {
  try {
    return countsOfPlaywright(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Playwright ended before it could write one.
    return undefined;
  }
}

export const browser: Part = {
  name: 'browser',
  what: 'the demo portal in Chromium',
  async run(more) {
    const chromium = await chromiumEnvironment();
    await buildAppBundle();
    await buildOlderAppBundle();
    rmSync(report, { force: true });
    const { code, output } = await outcomeOf(
      'yarn',
      ['playwright', 'test', '--reporter=list,json', ...more],
      {
        env: projectEnvironment({
          ...chromium,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
          CI: 'true',
          FORCE_COLOR: '0',
        }),
        log: logOf('browser'),
      },
    );
    const counts = heldAgainstExitCode(countsIn(report), code);
    return { counts, failures: counts.failed ? output : '' };
  },
};
