import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Form } from './support/form.ts';
import { expect, test } from './support/test.ts';

const folder = 'instances/staging/warehouse';

test('update: shows what is, changes only what was asked, and can empty a text', async ({ page, clone }) => {
  test.slow();
  const read = (name: string) => readFileSync(join(clone.folder, folder, name), 'utf8');
  const [values, entity] = [read('values.yaml'), read('catalog-info.yaml')];
  expect(entity).toContain('description:');
  const form = new Form(page, 'update-spicedb-instance');
  await form.open('warehouse');
  await form.next();

  await test.step('the settings as they stand in Git', async () => {
    await expect(page.getByText('Nothing is changed yet.')).toBeVisible();
    await form.next();
    await expect(form.problem('Change something first, or leave the form.')).toBeVisible();
    await page.getByText('Size and pods').click();
    await expect(page.getByLabel('Pods', { exact: true })).toHaveValue('3');
    await page.getByLabel('Pods', { exact: true }).fill('4');
    await page.getByText('Purpose and owner').click();
    await expect(page.getByLabel('Purpose')).not.toHaveValue('');
    await page.getByLabel('Purpose').fill('');
    await expect(page.getByText('To be changed: Size and pods, Purpose and owner.')).toBeVisible();
    await form.look('form-update-changes');
    await form.next();
  });

  await test.step('the difference, before anything is written', async () => {
    await expect(form.difference).toContainText('+  replicas: 4');
    await expect(form.difference).toContainText('-  description:');
    await form.look('form-update-review');
    await form.confirm();
  });
  await form.sendAndMerge('Change');

  await clone.git('pull', '--quiet');
  expect(read('values.yaml')).toBe(values.replace('replicas: 3', 'replicas: 4'));
  expect(read('catalog-info.yaml')).toBe(
    entity.replace(/^ {2}description:.*$/m, '  description: SpiceDB in staging'),
  );
});

test('update: an upgrade that leaves out a stop cannot be chosen, and Git that does not answer is said', async ({
  page,
}) => {
  const form = new Form(page, 'update-spicedb-instance');
  await page.route('**/api/scaffolder/spicedb/instances/*/files', route =>
    route.fulfill({
      status: 500,
      json: { error: { message: 'Could not fetch branch main: no connection' } },
    }),
  );
  await form.open('checkout');
  await form.next();
  await expect(form.problem('Could not fetch branch main: no connection')).toBeVisible();
  await form.look('form-update-git-unreachable');
  await page.unroute('**/api/scaffolder/spicedb/instances/*/files');
  await page.getByRole('button', { name: 'Try again' }).click();
  const version = page.getByLabel('SpiceDB version');
  await expect(version).toBeVisible();
  await expect(version.locator('option', { hasText: 'v1.35.3' })).toBeDisabled();
  await expect(version.locator('option', { hasText: 'v1.35.3' })).toContainText('the database has moved on');
});

test('rotate: says which step is next, refuses a key in the place of its name, and ends in Git', async ({
  page,
  clone,
}) => {
  test.slow();
  const values = () => readFileSync(join(clone.folder, 'instances/staging/checkout/values.yaml'), 'utf8');
  const form = new Form(page, 'rotate-spicedb-key');
  await form.open('checkout');
  const key = page.getByLabel('Name of the new key');
  await key.fill('b6589fc6ab0dc82cf12099d1c2d40ab994e8410c');
  await expect(form.problem('looks like a key or password.')).toBeVisible();
  await form.look('form-rotate-refused');
  await key.fill('preshared_key_2');
  await expect(page.getByRole('radio', { name: /^1\. Pods accept.*next/ })).toBeVisible();
  await expect(page.getByRole('radio', { name: /^2\. / })).toBeDisabled();
  await page.getByRole('radio', { name: /^1\. / }).check();
  await form.look('form-rotate-step');
  await form.next();
  await expect(form.difference).toContainText('preshared_key_2');
  await form.look('form-rotate-review');
  await form.confirm();
  await form.sendAndMerge('Change');
  await clone.git('pull', '--quiet');
  expect(values()).toMatch(/additionalKeys:\n\s+- preshared_key_2/);

  await form.open('checkout');
  await page.getByLabel('Name of the new key').fill('preshared_key_2');
  await expect(page.getByRole('radio', { name: /^2\. .*next/ })).toBeEnabled();
  await expect(page.getByRole('radio', { name: /^1\. .*a rotation is under way already/ })).toBeDisabled();
});
