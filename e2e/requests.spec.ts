import type { Request } from '@playwright/test';
import { expect, test } from './support/test.ts';

const ROUNDS = 6;
// A rollout that is not at rest is read about every five seconds, a little sooner or later by chance.
const SHORTEST_PAUSE_MS = 4_000;

// Both views of one document share what was read: going to and fro between them must cost nothing.
test('card and tab make no more requests than one of them alone', async ({ page, rollout }) => {
  const rounds: number[] = [];
  const underWay = new Set<Request>();
  let requests = 0;
  page.on('request', request => {
    if (!request.url().includes('/api/kubernetes/proxy/')) return;
    requests += 1;
    underWay.add(request);
    if (/\/pods\?labelSelector/.test(request.url())) rounds.push(Date.now());
  });
  page.on('requestfinished', request => underWay.delete(request));
  page.on('requestfailed', request => underWay.delete(request));
  await rollout.open('warehouse');
  const seen = () => rounds.length;

  // The tab alone, for a while.
  await expect.poll(seen).toBeGreaterThanOrEqual(2);
  const [roundsBefore, requestsBefore] = [rounds.length, requests];
  await expect.poll(seen).toBeGreaterThanOrEqual(roundsBefore + 3);
  const alone = (requests - requestsBefore) / (rounds.length - roundsBefore);

  // Now to and fro, once after each round.
  const [firstRound, requestsAtFirst] = [rounds.length, requests];
  for (let round = 1; round <= ROUNDS; round++) {
    // Whoever leaves in the middle of a reading ends it, and then it has to be done again.
    await expect.poll(() => underWay.size).toBe(0);
    await page.getByRole('link', { name: round % 2 ? 'Overview' : 'SpiceDB', exact: true }).click();
    await expect(page.getByText('Needs attention').first()).toBeVisible();
    await expect.poll(seen).toBeGreaterThanOrEqual(firstRound + round);
  }
  const together = (requests - requestsAtFirst) / (rounds.length - firstRound);

  const pauses = rounds.slice(firstRound).map((at, index) => at - (rounds[firstRound + index - 1] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(SHORTEST_PAUSE_MS);
  expect(together).toBeLessThanOrEqual(alone + 1);
});
