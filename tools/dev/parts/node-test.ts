import { globSync } from 'node:fs';
import { countsOfNodeTest, heldAgainstExitCode } from '../lib/counts.ts';
import { root } from '../lib/paths.ts';
import { outcomeOf } from '../lib/run.ts';
import { projectEnvironment } from '../lib/yarn.ts';
import { logOf, type Result } from './part.ts';

/** Runs `node --test` over the files that match; further words choose among those files. */
export async function nodeTests(part: string, patterns: string[], more: string[]): Promise<Result> {
  const files = globSync(patterns, { cwd: root, exclude: path => path.includes('node_modules') })
    .filter(file => more.length === 0 || more.some(word => file.includes(word)))
    .sort();
  if (files.length === 0) {
    return {
      counts: { passed: 0, failed: 1, skipped: 0 },
      failures: `No test file among ${patterns.join(', ')}${
        more.length ? ` has ${more.join(' or ')} in its name` : ''
      }.`,
    };
  }
  const { code, output } = await outcomeOf(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--test', '--test-reporter=spec', ...files],
    { env: projectEnvironment({ FORCE_COLOR: '0' }), log: logOf(part) },
  );
  const counts = heldAgainstExitCode(countsOfNodeTest(output), code);
  return { counts, failures: counts.failed ? fromFailures(output) : '' };
}

/** The spec reporter repeats all failures at its end. */
function fromFailures(output: string): string {
  const at = output.indexOf('failing tests:');
  return at === -1 ? output : output.slice(at);
}
