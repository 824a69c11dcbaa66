import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Form } from './support/form.ts';
import { expect, test } from './support/test.ts';

test('remove: asks for the name once more, says what goes, and takes it out of Git', async ({
  page,
  clone,
}) => {
  test.slow();
  const folder = join(clone.folder, 'instances/development/loyalty');
  expect(existsSync(folder)).toBe(true);
  const form = new Form(page, 'remove-spicedb-instance');
  await form.open('loyalty');
  await page.getByLabel('Its name once more').fill('loyality');
  await form.next();
  await expect(form.problem('must be loyalty, the instance that was chosen.')).toBeVisible();
  await form.look('form-remove-refused');
  await page.getByLabel('Its name once more').fill('loyalty');
  await form.next();
  await expect(page.getByText('Files that go')).toBeVisible();
  await expect(
    page.getByText('The database and the Secret with its credentials are not touched'),
  ).toBeVisible();
  await form.look('form-remove-review');
  await form.confirm();
  await form.sendAndMerge('Remove');
  await clone.git('pull', '--quiet');
  expect(existsSync(folder)).toBe(false);
});

test('remove: keeping the objects takes two steps, and the first one says so', async ({ page, clone }) => {
  const form = new Form(page, 'remove-spicedb-instance');
  await form.open('checkout');
  await page.getByLabel('Its name once more').fill('checkout');
  await page.getByRole('radio', { name: 'They keep running, and nobody looks after them' }).check();
  await form.next();
  await expect(page.getByText('The first of two steps for')).toBeVisible();
  await expect(form.difference).toContainText('-    - resources-finalizer.argocd.argoproj.io');
  await clone.git('fetch', '--quiet');
  expect(await clone.git('rev-parse', 'origin/main')).toBe(await clone.git('rev-parse', 'HEAD'));
});
