import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Form } from './support/form.ts';
import { expect, test } from './support/test.ts';

const template = 'create-spicedb-instance';

test('create: what the review shows is what stands in Git, to the byte', async ({ page, clone }) => {
  test.slow();
  const form = new Form(page, template);
  await form.open();

  await test.step('a name, and an environment with its guard rails', async () => {
    await form.next();
    await expect(page.getByLabel('Name')).toBeFocused();
    await page.getByLabel('Name').fill('Payments!');
    await form.next();
    await expect(form.problem('Choose an environment.')).toBeVisible();
    await page.getByRole('radio', { name: /^Production.*At least 3 pods/ }).check();
    await form.next();
    await expect(form.problem('must be in small letters: "payments!".')).toBeVisible();
    await page.getByLabel('Name').fill('checkout');
    await form.next();
    await expect(form.problem(/There is an instance "checkout" in the catalog already/)).toBeVisible();
    await page.getByLabel('Name').fill('payments');
    await page.getByLabel('Purpose').fill('Who may pay, and who may refund');
    await form.look('form-create-purpose');
    await form.next();
  });

  await test.step('a datastore, a version, and a Secret by its name', async () => {
    await expect(page.getByLabel('Datastore')).not.toContainText('Memory');
    await expect(page.getByText('is what the platform recommends')).toBeVisible();
    await page.getByLabel('SpiceDB version').selectOption('v1.35.3');
    await expect(page.getByText('only by way of v1.36.2, v1.38.0')).toBeVisible();
    await page.getByLabel('SpiceDB version').selectOption('v1.56.0');
    await expect(page.getByText('You make Secret payments-spicedb in namespace payments')).toBeVisible();
    await page.getByLabel('Name of the Secret').fill('postgres://app:hunter2@db.example.org/payments');
    await expect(form.problem('is an address with a password in it.')).toBeVisible();
    await form.look('form-create-secret-refused');
    await form.next();
    await expect(page.getByLabel('Name of the Secret')).toBeVisible();
    await page.getByLabel('Name of the Secret').fill('payments-database');
    await expect(page.getByText('You make Secret payments-database')).toBeVisible();
    await form.look('form-create-datastore');
    await form.next();
  });

  await test.step('reach and security, answered by the platform', async () => {
    await expect(page.getByText('Demo cluster')).toBeVisible();
    const tls = page.getByLabel('Serve TLS, to clients and between the pods');
    await expect(tls).toBeChecked();
    await expect(tls).toBeDisabled();
    await expect(page.getByText('payments.payments.svc, payments-dispatch.payments')).toBeVisible();
    await page.getByRole('radio', { name: /^A host name/ }).check();
    await page.getByRole('textbox', { name: 'Host name' }).fill('authz');
    await form.next();
    await expect(form.problem('must be a whole host name such as authz.example.org.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Host name' }).fill('payments.example.org');
    await form.look('form-create-reach');
    await form.next();
  });

  await test.step('size and pods, with the usual ones chosen', async () => {
    await expect(page.getByRole('radio', { name: /^Medium.*the usual one here/ })).toBeChecked();
    await expect(page.getByText('checks per second, an estimate').first()).toBeVisible();
    await page.getByLabel('Pods').fill('2');
    await expect(form.problem('must be at least 3 in production.')).toBeVisible();
    await page.getByLabel('Pods').fill('5');
    await form.look('form-create-size');
    await form.next();
  });

  const shown = await test.step('the review', async () => {
    await expect(page.getByText('These files will be written, to the byte:')).toBeVisible();
    await form.look('form-create-review');
    return form.files();
  });
  expect(Object.keys(shown).map(path => path.split('/').pop())).toEqual([
    'values.yaml',
    'application.yaml',
    'catalog-info.yaml',
    'README.md',
  ]);

  await form.confirm();
  await form.sendAndMerge('Create');
  await clone.git('pull', '--quiet');
  for (const [path, content] of Object.entries(shown)) {
    expect(readFileSync(join(clone.folder, path), 'utf8'), path).toBe(content);
  }
  expect(shown['instances/production/payments/values.yaml']).toContain('replicas: 5');
});

test('create by keyboard alone', async ({ page, clone }) => {
  test.slow();
  const form = new Form(page, template);
  await form.open();
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const tabTo = async (name: RegExp, role: 'button' | 'radio' | 'textbox' | 'combobox' = 'button') => {
    await expect(async () => {
      await page.keyboard.press('Tab');
      await expect(page.getByRole(role, { name })).toBeFocused({ timeout: 250 });
    }).toPass({ intervals: [10] });
  };

  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('keyboard');
  await tabTo(/^Development/, 'radio');
  await press('Space');
  await expect(page.getByRole('radio', { name: /^Development/ })).toBeChecked();
  await press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^Staging/ })).toBeChecked();
  await press('ArrowUp');
  await tabTo(/^Next$/);
  await press('Enter');

  await expect(page.getByLabel('Datastore')).toBeVisible();
  await tabTo(/^Datastore/, 'combobox');
  await page.keyboard.type('Mem');
  await expect(page.getByLabel('Datastore')).toHaveValue('memory');
  for (const heading of ['Who can reach it.', 'An instance in memory has one pod']) {
    await tabTo(/^Next$/);
    await press('Enter');
    await expect(page.getByText(heading)).toBeVisible();
  }
  await tabTo(/^Next$/);
  await press('Enter');
  await expect(page.getByText('These files will be written, to the byte:')).toBeVisible();
  await tabTo(/^Confirm$/);
  await press('Enter');
  await tabTo(/^Create$/);
  await press('Enter');
  await expect(page.getByRole('link', { name: 'Look at the pull request' })).toBeVisible();
  await clone.git('fetch', '--quiet');
  expect(await clone.git('branch', '--remotes')).toContain('create-keyboard');
});

test('create in the dark on a phone: every page is whole and can be read', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  const form = new Form(page, template);
  await form.open();
  await page.getByLabel('Name').fill('telephone');
  await page.getByRole('radio', { name: /^Production/ }).check();
  await form.look('form-create-purpose-phone');
  for (const [name, words] of [
    ['datastore', 'You make Secret telephone-spicedb'],
    ['reach', 'Who can reach it.'],
    ['size', 'CPU and memory.'],
    ['review', 'These files will be written'],
  ]) {
    await form.next();
    await expect(page.getByText(words).first()).toBeVisible();
    await form.look(`form-create-${name}-phone`);
  }
});
