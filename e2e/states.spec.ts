import { clearFaults, setFaults } from './support/demo.ts';
import { onlyEntity } from './support/instances.ts';
import { expect, examine, test } from './support/test.ts';

const namespace = 'checkout';

test.afterEach(() => clearFaults());

test('an instance of which nothing is deployed yet', async ({ page, rollout, clone }) => {
  await clone.commit('Plan an instance', onlyEntity(clone, 'planned'));
  await rollout.open('planned');
  await expect(rollout.stage('Pods')).toContainText(/waits for|not known|in progress/);
  await examine(page, 'rollout-planned', rollout.verdict);
});

test('an instance on a cluster that the portal does not know', async ({ page, rollout, clone }) => {
  await clone.commit(
    'Plan an instance nowhere',
    onlyEntity(clone, 'nowhere', text =>
      text.replace('spicedb-portal.io/cluster: demo', 'spicedb-portal.io/cluster: atlantis'),
    ),
  );
  const says = page.getByText('The portal does not know the cluster atlantis');
  await rollout.open('nowhere', says);
  await examine(page, 'rollout-no-cluster', says);
});

test('an instance whose entity does not say where it runs', async ({ page, rollout, clone }) => {
  await clone.commit(
    'Plan an instance without annotations',
    onlyEntity(clone, 'bare', text => text.replaceAll(/^ {4}(backstage\.io|spicedb-portal\.io).*\n/gm, '')),
  );
  const says = page.getByText('This entity does not say where its instance runs');
  await rollout.open('bare', says);
  await examine(page, 'rollout-incomplete', says);
});

test('a reader who may not look into clusters', async ({ page }) => {
  // The words of the portal's own refusal; a policy that refuses is the platform's, not the demo's.
  await page.route('**/api/kubernetes/proxy/**', route =>
    route.fulfill({ status: 403, json: { error: { name: 'NotAllowedError', message: 'Unauthorized' } } }),
  );
  await page.goto('/catalog/default/resource/checkout/spicedb');
  await examine(
    page,
    'rollout-not-allowed',
    page.getByRole('heading', { name: 'You are not allowed to look into clusters' }),
  );
});

test('a cluster that grants nothing', async ({ page, rollout }) => {
  await setFaults({ faults: [{ answer: 'forbidden', namespace }] });
  await rollout.open('checkout');
  await expect(rollout.stage('Pods')).toContainText('not known');
  await examine(page, 'rollout-forbidden', rollout.stage('Pods'));
});

test('old data, after the cluster has gone', async ({ page, rollout }) => {
  await rollout.open('checkout');
  await expect(rollout.verdict).toHaveText('Everything is well.');
  await setFaults({ faults: [{ answer: 'closed', namespace }] });
  await rollout.refresh();
  const old = page.getByText(/^old data/);
  await expect(old).toBeVisible();
  // The hint of the button under the mouse is Material UI's, and hangs outside of every landmark.
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await examine(page, 'rollout-old-data', old);
});
