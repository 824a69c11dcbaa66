import { clearFaults, setFaults, type Faults } from './support/demo.ts';
import type { RolloutPage } from './support/rolloutPage.ts';
import { expect, test } from './support/test.ts';

const namespace = 'checkout';
const everywhere = (answer: string): Faults => ({ faults: [{ answer, namespace }] });

interface Case {
  title: string;
  faults: Faults;
  shows(rollout: RolloutPage): Promise<void>;
}

/** The last good answer stays on screen and is called old. */
const staysAsOld = async (rollout: RolloutPage) => {
  await expect(rollout.page.getByRole('region', { name: 'Verdict' })).toContainText('old data');
  await expect(rollout.stage('Pods')).toContainText('2 of 2 ready');
};

const cases: Case[] = [
  { title: '401', faults: everywhere('unauthorized'), shows: staysAsOld },
  { title: '429', faults: everywhere('tooManyRequests'), shows: staysAsOld },
  { title: '500', faults: everywhere('internalError'), shows: staysAsOld },
  { title: 'a connection that breaks off', faults: everywhere('closed'), shows: staysAsOld },
  { title: 'a hang', faults: everywhere('hang'), shows: staysAsOld },
  { title: 'malformed JSON', faults: everywhere('malformed'), shows: staysAsOld },
  {
    title: '403 for pods',
    faults: { faults: [{ answer: 'forbidden', resource: 'pods', namespace }] },
    shows: async rollout => {
      await expect(rollout.verdict).not.toHaveText('Everything is well.');
      await expect(rollout.found('Pods')).toContainText('pods');
      await expect(rollout.found('Pods')).toContainText('list');
    },
  },
  {
    title: 'Argo CD that is not installed',
    faults: { faults: [{ answer: 'notInstalled', resource: 'applications' }] },
    shows: async rollout => {
      await expect(rollout.verdict).not.toHaveText('Everything is well.');
      await expect(rollout.stage('Pods')).toContainText('2 of 2 ready');
    },
  },
  {
    title: 'an answer of 20 MB',
    faults: { faults: [{ answer: 'huge', resource: 'pods', namespace }] },
    shows: async rollout => {
      await expect(rollout.stage('Pods')).toContainText('2 of 2 ready');
      await expect(rollout.verdict).toHaveText('Everything is well.');
    },
  },
  {
    title: 'a clock that is an hour ahead',
    faults: { clockAheadMs: 3_600_000 },
    shows: async rollout => {
      await expect(rollout.stage('Pods')).toContainText('2 of 2 ready');
      await expect(rollout.page.getByText(/-\d+ (?:s|min|h)/)).toBeHidden();
    },
  },
];

test.afterEach(() => clearFaults());

for (const { title, faults, shows } of cases) {
  test(`the page under ${title} does not blank, and heals without a reload`, async ({ rollout }) => {
    await rollout.open('checkout');
    await expect(rollout.verdict).toHaveText('Everything is well.');
    await setFaults(faults);
    await rollout.refresh();
    await shows(rollout);
    await clearFaults();
    await rollout.refresh();
    await expect(rollout.verdict).toHaveText('Everything is well.');
    await expect(rollout.page.getByRole('region', { name: 'Verdict' })).not.toContainText('old data');
  });
}

test('a page that is opened under a refusal says how to go on', async ({ page }) => {
  await setFaults(everywhere('forbidden'));
  await page.goto('/catalog/default/resource/checkout/spicedb');
  await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible();
  await expect(page.getByText('Everything is well.')).toBeHidden();
  await page.screenshot({ path: 'e2e/screenshots/rollout-forbidden.png', fullPage: true });
});
