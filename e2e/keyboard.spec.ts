import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

const farthest = 60;

/** Goes on by the tabulator until something has the focus; whatever had it meanwhile could be seen. */
async function tabTo(page: Page, target: Locator) {
  for (let step = 0; step < farthest; step += 1) {
    if (await target.evaluate(element => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus')).toBeVisible();
  }
  throw new Error(`${target} was not reached by ${farthest} steps of the tabulator.`);
}

test('the rail, a finding, the ring and the logs by keyboard alone', async ({ page, rollout }) => {
  await rollout.open('warehouse');
  await expect(rollout.stage('Pods')).toContainText('2 of 3 ready');

  await test.step('arrow keys go along the rail, Enter opens', async () => {
    await page.getByRole('button', { name: 'Copy diagnosis' }).focus();
    await tabTo(page, rollout.stage('Git'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(rollout.stage('Migration')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(rollout.stage('Migration')).toHaveAttribute('aria-expanded', 'true');
    await expect(rollout.found('Migration')).toBeVisible();
    await page.keyboard.press('End');
    await expect(rollout.stage('Dispatch')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(rollout.found('Pods')).toBeVisible();
  });

  const found = rollout.found('Pods');
  await test.step('what to do is copied, and its page is reached', async () => {
    await tabTo(page, found.getByRole('button', { name: 'Copy' }).first());
    await page.keyboard.press('Enter');
    await expect(found.getByRole('button', { name: /Copied|Copying is not allowed here/ })).toBeVisible();
    await tabTo(page, found.getByRole('link', { name: /^what [A-Z]\d+ means/ }).first());
  });

  await test.step('the ring becomes a table, which can be scrolled, and a picture again', async () => {
    await tabTo(page, page.getByRole('button', { name: 'as table' }));
    await page.keyboard.press('Enter');
    const table = page.getByRole('region', { name: 'The members, one row each' });
    await expect(table.getByRole('row')).toHaveCount(4);
    await tabTo(page, table);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('img', { name: /^Ring of 3/ })).toBeVisible();
  });

  await test.step("a pod's log opens, and closes by Escape to where one was", async () => {
    const logs = page.getByRole('button', { name: /^Log of warehouse-/ }).first();
    await tabTo(page, logs);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: /^Log of warehouse-/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(logs).toBeFocused();
  });
});
