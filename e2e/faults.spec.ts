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

/** Where the page says that it may not read a kind of object, and whether the stage can be judged without. */
const rights = [
  { resource: 'pods', verb: 'list', stage: 'Pods', needed: true },
  { resource: 'deployments', verb: 'list', stage: 'Pods', needed: true },
  { resource: 'jobs', verb: 'list', stage: 'Migration', needed: true },
  { resource: 'endpoints', verb: 'get', stage: 'Dispatch', needed: true },
  { resource: 'applications', verb: 'get', stage: 'Argo CD', needed: true },
  { resource: 'pods/proxy', verb: 'get', stage: 'Dispatch', needed: true },
  { resource: 'replicasets', verb: 'list', stage: 'Pods', needed: false },
  { resource: 'poddisruptionbudgets', verb: 'list', stage: 'Pods', needed: false },
  { resource: 'horizontalpodautoscalers', verb: 'list', stage: 'Pods', needed: false },
  { resource: 'events', verb: 'list', stage: 'Pods', needed: false },
];

for (const { resource, verb, stage, needed } of rights) {
  test(`the page under 403 for ${resource} names the right that is missing`, async ({ rollout }) => {
    await setFaults({ faults: [{ answer: 'forbidden', resource }] });
    await rollout.open('checkout');
    const found = rollout.found(stage);
    if (needed) {
      await expect(rollout.verdict).not.toHaveText('Everything is well.');
      await expect(rollout.stage(stage)).not.toContainText(/ ok/);
    }
    if (!(await found.isVisible())) await rollout.stage(stage).click();
    await expect(found).toContainText(`403: ${verb} ${resource}`);
    await clearFaults();
    await rollout.refresh();
    // Metrics tell something only from their second sample on, and are asked each fifteen seconds at most.
    await expect(rollout.verdict).toHaveText('Everything is well.', { timeout: 60_000 });
    // A stage that is well may close, and what was said there goes with it.
    await expect(rollout.page.getByText(`403: ${verb} ${resource}`)).toHaveCount(0);
  });
}
