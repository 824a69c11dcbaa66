import { expect, test } from './support/test.ts';
import type { Page } from '@playwright/test';

const MINUTES = 5;
const STEP_SECONDS = 5;

/** The requests for objects of the cluster while the given minutes pass on the page's clock. */
async function requestsOver(page: Page, between: (step: number) => Promise<void>): Promise<number> {
  const open = new Set<unknown>();
  let count = 0;
  page.on('request', request => {
    if (!request.url().includes('/api/kubernetes/proxy/')) return;
    count += 1;
    open.add(request);
  });
  for (const ended of ['requestfinished', 'requestfailed'] as const) {
    page.on(ended, request => open.delete(request));
  }
  for (let step = 0; step < (MINUTES * 60) / STEP_SECONDS; step++) {
    await between(step);
    await page.clock.runFor(STEP_SECONDS * 1000);
    await expect.poll(() => open.size, { intervals: [20] }).toBe(0);
  }
  return count;
}

// Both views of one document share what was read, so going to and fro between them costs nothing.
test('card and tab make no more requests than one of them alone', async ({ page, rollout }) => {
  test.slow();
  await page.clock.install();
  await rollout.open('checkout');
  const alone = await requestsOver(page, async () => {});
  page.removeAllListeners('request');

  const tabs = page.getByRole('tablist').or(page.getByRole('navigation'));
  const together = await requestsOver(page, async step => {
    if (step % 6 !== 0) return;
    const name = step % 12 === 0 ? 'Overview' : 'SpiceDB';
    await tabs.getByRole('tab', { name }).or(tabs.getByRole('link', { name })).first().click();
    await page.clock.runFor(100);
  });
  expect(alone).toBeGreaterThan(0);
  // The one reading that was under way when the second count began may fall into either.
  expect(together).toBeLessThanOrEqual(alone + 12);
  test.info().annotations.push({ type: 'requests', description: `tab ${alone}, card and tab ${together}` });
  console.log(`requests in ${MINUTES} minutes: tab ${alone}, card and tab ${together}`);
});
