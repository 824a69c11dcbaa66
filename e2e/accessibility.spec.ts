import { theFrameOfBackstage } from './support/form.ts';
import { expect, examine, test } from './support/test.ts';

test('the home page', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText('replay of a recorded cluster')).toBeVisible();
  await examine(page, 'home', page.getByRole('link', { name: 'The instances' }));
});

test('the form', async ({ page }) => {
  await page.goto('/create/templates/default/create-spicedb-instance');
  await examine(page, 'form', page.getByLabel('Name'), theFrameOfBackstage);
});

test('the list', async ({ page }) => {
  await page.goto('/spicedb');
  // From its beginning: the owner of the others may be called the same.
  const row = page.getByRole('row', { name: /^checkout / });
  await expect(row).toContainText('pods ready');
  await examine(page, 'list', row);
});

test('the card', async ({ page }) => {
  await page.goto('/catalog/default/resource/checkout');
  await examine(page, 'card', page.getByText('Everything is well.'));
});

test('a ring with a frozen member', async ({ page, rollout }) => {
  await rollout.open('warehouse');
  await expect(rollout.stage('Pods')).toContainText('2 of 3 ready');
  await examine(page, 'rollout-frozen-member', rollout.stage('Pods'));
});

test('a phone of 360 pixels: nothing is cut off to the side', async ({ page, rollout }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await rollout.open('warehouse');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await page.screenshot({ path: 'e2e/screenshots/rollout-phone.png', fullPage: true });
});
