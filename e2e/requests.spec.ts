import type { BrowserContext, Request } from '@playwright/test';
import { RolloutPage } from './support/rolloutPage.ts';
import { expect, test } from './support/test.ts';

/** What passes on the clock of a page between two looks at it. */
const stepMs = 1_000;
const fiveMinutesMs = 300_000;

/** A page whose clock we turn, and what it asks the cluster for. */
class WatchedPage {
  readonly rollout: RolloutPage;
  requests = 0;
  private readonly underWay = new Set<Request>();

  private constructor(rollout: RolloutPage) {
    this.rollout = rollout;
    rollout.page.on('request', request => {
      if (!request.url().includes('/api/kubernetes/')) return;
      this.requests += 1;
      this.underWay.add(request);
    });
    for (const end of ['requestfinished', 'requestfailed'] as const)
      rollout.page.on(end as 'requestfinished', request => this.underWay.delete(request));
  }

  static async open(context: BrowserContext, instance: string): Promise<WatchedPage> {
    const page = await context.newPage();
    await page.clock.install();
    const watched = new WatchedPage(new RolloutPage(page));
    await watched.rollout.open(instance);
    await page.clock.pauseAt(Date.now() + stepMs);
    return watched;
  }

  /** Five minutes of the page's clock, which stands still while an answer is awaited. */
  async pass(eachTime: (minutes: number) => Promise<void> = async () => {}): Promise<number> {
    const before = this.requests;
    for (let passed = 0; passed < fiveMinutesMs; passed += stepMs) {
      await expect.poll(() => this.underWay.size, { intervals: [20] }).toBe(0);
      await eachTime(passed / stepMs);
      await this.rollout.page.clock.runFor(stepMs);
    }
    return this.requests - before;
  }
}

// Both views of one document share what was read: going to and fro between them must cost nothing.
test('card and tab over five minutes of a rollout make no more requests than the tab alone', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const context = await browser.newContext();
  const [alone, both] = [
    await WatchedPage.open(context, 'warehouse'),
    await WatchedPage.open(context, 'warehouse'),
  ];
  const { page } = both.rollout;
  let at = 'SpiceDB';
  const [tabAlone, cardAndTab] = await Promise.all([
    alone.pass(),
    both.pass(async second => {
      if (second % 10) return;
      at = at === 'SpiceDB' ? 'Overview' : 'SpiceDB';
      await page.getByRole('link', { name: at, exact: true }).click();
      await expect(page.getByText('Needs attention').first()).toBeVisible();
    }),
  ]);
  expect(tabAlone).toBeGreaterThan(30);
  // Pauses are longer or shorter by up to a twentieth, so that many open pages do not ask all at once.
  expect(cardAndTab).toBeLessThanOrEqual(tabAlone * 1.05 + 2);
  await context.close();
});
