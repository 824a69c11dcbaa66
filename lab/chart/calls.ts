/** What callers saw, judged the same way in each scenario. */
import { expect } from '../stage/expectation.ts';
import type { Stage } from '../stage/stage.ts';
import type { Traffic } from '../traffic.ts';

/** Ends the calls and demands that not one of them failed, was wrong, or lost what it wrote. */
export async function expectNoFault(stage: Stage, traffic: Traffic): Promise<void> {
  const report = await traffic.stop();
  const { total, lostWrites } = report;
  expect(
    total.calls > 0 && total.failed + total.wrong + lostWrites === 0,
    'not one call fails, and no write is lost',
    report,
  );
  stage.did(`0 of ${total.calls} calls failed, and ${total.writes} writes were read back`);
}

/** Whether the last second had calls and all of them were answered rightly. */
export function allAnswered(traffic: Traffic): boolean {
  const second = traffic.lastSecond();
  return second !== undefined && second.calls > 5 && second.failed + second.wrong === 0;
}

/** Whether most calls of the last second failed. */
export function mostFail(traffic: Traffic): boolean {
  const second = traffic.lastSecond();
  return second !== undefined && second.calls > 5 && second.failed > second.calls / 2;
}
