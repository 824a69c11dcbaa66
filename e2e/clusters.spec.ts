import { clearFaults, replayOf, setFaults } from './support/demo.ts';
import { copyOfInstance } from './support/instances.ts';
import { expect, test } from './support/test.ts';

const onSecond = 'spicedb-portal.io/cluster: second';

test.afterEach(() => clearFaults());

test('one of two clusters is down: the other one is read as ever', async ({ page, rollout, clone }) => {
  await clone.commit(
    'Add an instance on the second cluster, which the Argo CD of the first one delivers',
    copyOfInstance(clone, 'settlements', text => text.replace('spicedb-portal.io/cluster: demo', onSecond)),
  );
  await expect.poll(async () => (await replayOf('staging/settlements'))?.state).toBe('ended');
  const row = (name: RegExp) => page.getByRole('row', { name });

  await test.step('both answer', async () => {
    await expect(async () => {
      await page.goto('/spicedb');
      await expect(row(/^settlements /)).toContainText('2 of 2 pods ready', { timeout: 5_000 });
    }).toPass();
    await expect(row(/^checkout /)).toContainText('2 of 2 pods ready');
  });

  await test.step('in the list, only the instances on that cluster are not known', async () => {
    await setFaults({ faults: [{ answer: 'closed', cluster: 'second' }] });
    await page.getByRole('button', { name: 'Read again now' }).click();
    await expect(row(/^settlements /)).toContainText('cluster second did not answer');
    await expect(row(/^checkout /)).toContainText('2 of 2 pods ready');
  });

  await test.step('an instance on the other one is as well as it was', async () => {
    await rollout.open('checkout');
    await expect(rollout.verdict).toHaveText('Everything is well.');
  });

  await test.step('its own page says what it does not see, and still what the other cluster tells', async () => {
    await rollout.open('settlements');
    await expect(rollout.verdict).not.toHaveText('Everything is well.');
    await expect(rollout.stage('Pods')).toContainText('not known');
    await expect(rollout.stage('Argo CD')).toContainText('ok');
  });

  await test.step('it heals without a reload, and keeps what it saw when the cluster goes again', async () => {
    await clearFaults();
    await rollout.refresh();
    await expect(rollout.verdict).toHaveText('Everything is well.');
    await setFaults({ faults: [{ answer: 'closed', cluster: 'second' }] });
    await rollout.refresh();
    await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('old data');
    await expect(rollout.stage('Pods')).toContainText('2 of 2 ready');
  });

  await test.step('where only the cluster of Argo CD is down, the pods are seen', async () => {
    await setFaults({ faults: [{ answer: 'closed', cluster: 'demo' }] });
    await page.reload();
    await expect(rollout.stage('Pods')).toContainText('2 of 2 ready');
    await expect(rollout.stage('Argo CD')).toContainText('not known');
    await expect(rollout.verdict).not.toHaveText('Everything is well.');
  });
});
