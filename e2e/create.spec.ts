import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setSpeed } from './support/demo.ts';
import { mergePullRequest } from './support/pullRequest.ts';
import { expect, examine, inspect, test } from './support/test.ts';

// A quarter of the recorded speed: the page is open before the rollout is over, on a busy machine too.
test.beforeEach(() => setSpeed(0.25));
test.afterEach(() => setSpeed(4));

test('from the form to a healthy instance', async ({ page, rollout, clone }) => {
  test.slow();
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an instance' }).click();
  await page.getByLabel('Name').fill('orders');
  await page.getByRole('radio', { name: /^Development/ }).check();
  for (const asked of ['Datastore', 'JSON over HTTP', 'Pods']) {
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByLabel(asked)).toBeVisible();
  }
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('These files will be written')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByText('What happens now').first()).toBeVisible();

  await test.step('a pull request shows the files, and brings them into Git', async () => {
    await mergePullRequest(page, async review => {
      await expect(review.getByRole('heading', { level: 1 })).toHaveText(
        'Add SpiceDB instance orders (development)',
      );
      await expect(review.getByText('+  datastoreEngine: postgres')).toBeVisible();
      await inspect(review, 'pull-request');
    });
    await clone.git('pull', '--quiet');
    const read = (name: string) =>
      readFileSync(join(clone.folder, 'instances', 'development', 'orders', name), 'utf8');
    expect(read('values.yaml')).toContain('datastoreEngine: postgres');
    expect(read('application.yaml')).toContain('namespace: orders');
    expect(read('catalog-info.yaml')).toContain('backstage.io/kubernetes-id: orders');
    expect(read('README.md')).toContain('orders-spicedb');
  });
  const commit = await clone.git('rev-parse', 'HEAD');

  await test.step('its page fills from the left, and ends well', async () => {
    await rollout.open('orders');
    await expect(rollout.stage('Git')).toContainText(commit.slice(0, 7));
    await expect(rollout.stage('Pods')).toContainText(/in progress|waits for/);
    await expect(rollout.stage('Migration')).toContainText('ok', { timeout: 90_000 });
    await expect(rollout.stage('Pods')).toContainText('2 of 2 ready', { timeout: 90_000 });
    await expect(rollout.stage('Dispatch')).toContainText('ok');
    // Sources take turns: what Argo CD says last may be asked for a minute after the pods are ready.
    await expect(rollout.verdict).toHaveText('Everything is well.', { timeout: 120_000 });
  });
  await examine(page, 'rollout-healthy', rollout.verdict);
});
