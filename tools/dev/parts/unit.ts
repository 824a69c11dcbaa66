import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countsOfJest, heldAgainstExitCode, type Counts } from '../lib/counts.ts';
import { cacheFolder } from '../lib/paths.ts';
import { outcomeOf } from '../lib/run.ts';
import { projectEnvironment } from '../lib/yarn.ts';
import { logOf, type Part } from './part.ts';

const report = join(cacheFolder, 'jest.json');

function countsIn(file: string): Counts | undefined {
  try {
    return countsOfJest(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Jest ended before it could write one.
    return undefined;
  }
}

export const unit: Part = {
  name: 'unit',
  what: 'Jest over packages and plugins',
  async run(more) {
    rmSync(report, { force: true });
    const coverage = more.length
      ? []
      : ['--coverage', '--coverageReporters=text-summary', '--coverageReporters=lcov'];
    const { code, output } = await outcomeOf(
      'yarn',
      [
        'backstage-cli',
        'repo',
        'test',
        '--watch=false',
        '--json',
        `--outputFile=${report}`,
        ...coverage,
        ...more,
      ],
      { env: projectEnvironment({ CI: 'true', FORCE_COLOR: '0' }), log: logOf('unit') },
    );
    const counts = heldAgainstExitCode(countsIn(report), code);
    return { counts, failures: counts.failed ? withoutReport(output) : '' };
  },
};

/** With --json Jest also prints the report itself, on one very long line. */
const withoutReport = (output: string) =>
  output
    .split('\n')
    .filter(line => !line.startsWith('{"num') && !line.startsWith('PASS '))
    .join('\n');
