/** What a run of tests came to. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

export const sum = (all: Counts[]): Counts =>
  all.reduce(
    (total, counts) => ({
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    }),
    none,
  );

export const inWords = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Reads the line that our own test programs end with. */
export function countsInWords(output: string): Counts | undefined {
  const lines = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)];
  const [, passed, failed, skipped] = lines.at(-1) ?? [];
  return passed === undefined ? undefined : { passed: +passed, failed: +failed, skipped: +skipped };
}

/** Reads the totals that `node --test` ends with. */
export function countsOfNodeTest(output: string): Counts | undefined {
  const total = (name: string) => {
    const matches = [...output.matchAll(new RegExp(`^(?:#|ℹ) ${name} (\\d+)$`, 'gm'))];
    return matches.length ? Number(matches.at(-1)?.[1]) : undefined;
  };
  const [passed, failed, cancelled, skipped, todo] = ['pass', 'fail', 'cancelled', 'skipped', 'todo'].map(
    total,
  );
  if (passed === undefined || failed === undefined) return undefined;
  return { passed, failed: failed + (cancelled ?? 0), skipped: (skipped ?? 0) + (todo ?? 0) };
}

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

/** A file that could not even be loaded has no failed tests of its own: it counts as one. */
export const countsOfJest = (report: JestReport): Counts => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  skipped: report.numPendingTests + report.numTodoTests,
});

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

/** A test that passed only when tried again has failed once too often. */
export const countsOfPlaywright = ({ stats, errors }: PlaywrightReport): Counts => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: stats.skipped,
});

/**
 * A runner that ended badly without naming a failed test has failed, and so has one that counted nothing:
 * neither may look like success.
 */
export function heldAgainstExitCode(counts: Counts | undefined, code: number): Counts {
  if (!counts) return { ...none, failed: 1 };
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  if (counts.passed + counts.failed + counts.skipped === 0) return { ...none, failed: 1 };
  return counts;
}
