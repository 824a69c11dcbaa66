import { expect, type Page } from '@playwright/test';

/** What a reviewer does with the pull request that a template has opened: looks at it, and merges it. */
export async function mergePullRequest(page: Page, look?: (review: Page) => Promise<void>): Promise<void> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Look at the pull request' }).click();
  const review = await opened;
  await look?.(review);
  await review.getByRole('button', { name: 'Merge' }).click();
  await expect(review.getByRole('status')).toContainText('Merged');
  await review.close();
}
