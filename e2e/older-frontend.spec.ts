import { servesOlderFrontend } from './support/olderPortal.ts';
import { Form } from './support/form.ts';
import { expect, inspect, test } from './support/test.ts';

/** What people read on the page of an instance, without the ages, which pass. */
const said = (text: string) => text.replace(/just now|\d+ (s|min|h|d)( ago)?/g, 'AGE').replace(/\s+/g, ' ');

test.describe('a portal on the older frontend system', () => {
  test('says of an instance what the newer one says', async ({ page, rollout }) => {
    const words = async () => {
      await rollout.open('checkout');
      await expect(rollout.verdict).toHaveText('Everything is well.');
      // The verdict comes first, then what the pods say of their calls.
      await expect(page.getByText('metrics of 2 of 2')).toBeVisible();
      const panels = await page.getByRole('main').getByRole('region').allInnerTexts();
      return [await rollout.stage('Dispatch').innerText(), ...panels].map(said);
    };
    const newer = await words();
    await servesOlderFrontend(page);
    const older = await words();
    await expect(page).toHaveTitle(/SpiceDB/);
    await expect(page.getByRole('tab', { name: 'SpiceDB' })).toBeVisible();
    expect(newer.length).toBeGreaterThan(4);
    expect(older).toEqual(newer);
    await inspect(page, 'older-rollout');
  });

  test('has the card, the entries of the menu, and the list', async ({ page }) => {
    await servesOlderFrontend(page);
    await page.goto('/catalog/default/resource/checkout');
    await expect(page.getByText('Pods: ok')).toBeVisible();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Change this instance' }).click();
    await expect(page).toHaveURL(/create\/templates\/default\/update-spicedb-instance/);
    await page.goto('/spicedb');
    await expect(page.getByRole('heading', { name: 'SpiceDB instances' })).toBeVisible();
    const name = page.getByRole('link', { name: 'checkout', exact: true });
    await expect(page.getByRole('row').filter({ has: name }).last()).toContainText('pods ready');
  });

  test('has the fields of the forms', async ({ page }) => {
    await servesOlderFrontend(page);
    const form = new Form(page, 'create-spicedb-instance');
    await form.open();
    await page.getByLabel(/^Name/).fill('Not A Name');
    await form.next();
    await expect(form.problem(/must be in small letters/)).toBeVisible();
  });
});
