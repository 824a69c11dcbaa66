import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replayOf } from './support/demo.ts';
import { expect, examine, test } from './support/test.ts';

const folder = 'instances/development/loyalty';

test('a refused password: where, why, what to do, and how it heals', async ({ page, rollout, clone }) => {
  await expect.poll(async () => (await replayOf('development/loyalty'))?.state).toBe('waiting');
  await rollout.open('loyalty');

  await test.step('the page names the stage, the cause with its evidence, and the next action', async () => {
    await expect(rollout.verdict).toContainText('the migration failed');
    await expect(rollout.stage('Migration')).toContainText('failed');
    await expect(rollout.stage('Pods')).toContainText('waits for Migration');
    const found = rollout.found('Migration');
    await expect(found.getByRole('heading', { name: 'The database refused the password' })).toBeVisible();
    await expect(found).toContainText('M104');
    await expect(found).toContainText('password authentication failed for user "loyalty" (SQLSTATE 28P01)');
    await expect(found).toContainText('Secret loyalty-spicedb, key datastore_uri');
    await expect(found).toContainText('argocd app sync loyalty');
  });
  await examine(page, 'rollout-refused-password', rollout.found('Migration'));

  await test.step('it heals without a reload', async () => {
    const values = `${folder}/values.yaml`;
    await clone.commit('The password in the Secret is right now', {
      [values]: `${readFileSync(join(clone.folder, values), 'utf8')}# The Secret was corrected.\n`,
    });
    await expect(rollout.stage('Migration')).toContainText('ok');
    await expect(rollout.stage('Pods')).toContainText('2 of 2 ready');
    await expect(rollout.verdict).not.toContainText('failed');
    await expect(rollout.found('Migration').getByText('M104')).toBeHidden();
  });
  await examine(page, 'rollout-repaired', rollout.stage('Pods'));
});
