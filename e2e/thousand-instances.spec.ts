import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clearFaults, replayOf } from './support/demo.ts';
import { manyInstances } from './support/instances.ts';
import { expect, test } from './support/test.ts';

const count = 1000;
const names = Array.from({ length: count }, (_, index) => `many-${String(index).padStart(4, '0')}`);
const rows = (page: Page) => page.getByRole('rowheader');
const filter = (page: Page) => page.getByLabel('Filter by name, owner, engine or environment');

/** Until a click or a key shows on the page, a person begins to doubt that it was heard. */
const feltAsOnceMs = 1_000;

test.afterEach(() => clearFaults());

test('the list of a thousand instances', async ({ page, clone }) => {
  test.setTimeout(600_000);
  await clone.commit('Add a thousand instances', manyInstances(clone, names));

  await test.step('the catalog and the replay know them all', async () => {
    await expect
      .poll(async () => (await replayOf(`staging/${names.at(-1)}`))?.state, { timeout: 120_000 })
      .toBe('ended');
    await expect(async () => {
      await page.goto('/spicedb');
      await expect(page.getByText(/of 1\d\d\d$/)).toBeVisible({ timeout: 10_000 });
    }).toPass({ timeout: 300_000, intervals: [5_000] });
  });

  await test.step('it is there soon, for few requests, and draws one page of rows', async () => {
    const requests: string[] = [];
    page.on('request', request => requests.push(new URL(request.url()).pathname));
    await page.reload({ waitUntil: 'commit' });
    await expect(rows(page).first()).toBeVisible();
    await expect(page.getByRole('row', { name: /^many-/ }).first()).toContainText('2 of 2 pods ready');
    const of = (part: string) => requests.filter(path => path.includes(part)).length;
    // A thousand and the few of the demo, by 500: three pages of the catalog, and of each kind of object.
    expect(of('/api/catalog/entities/by-query')).toBeLessThanOrEqual(3);
    // Both clusters are asked, and perhaps once more before we looked: still nowhere near one for each instance.
    expect(of('/api/kubernetes/proxy/')).toBeLessThanOrEqual(24);
    expect(await rows(page).count()).toBeLessThanOrEqual(50);
  });

  const took = async (what: string, act: () => Promise<void>, seen: () => Promise<void>) =>
    test.step(what, async () => {
      const begin = Date.now();
      await act();
      await seen();
      expect(Date.now() - begin, what).toBeLessThan(feltAsOnceMs);
    });

  await took(
    'the filter finds one among them',
    () => filter(page).fill('many-0777'),
    async () => {
      await expect(rows(page)).toHaveText(['many-0777']);
    },
  );
  await took(
    'all of them are back',
    () => filter(page).fill(''),
    async () => {
      await expect(rows(page)).toHaveCount(50);
    },
  );
  await took(
    'they are sorted by name, downwards',
    async () => {
      await page.getByRole('button', { name: 'Name', exact: true }).click();
      await page.getByRole('button', { name: 'Name', exact: true }).click();
    },
    async () => {
      // Other stories may have left instances that come before.
      await expect(
        rows(page)
          .filter({ hasText: /^many-/ })
          .first(),
      ).toHaveText('many-0999');
    },
  );
  await took(
    'further rows are shown on request',
    () => page.getByRole('button', { name: 'Show more' }).click(),
    async () => {
      await expect(rows(page)).toHaveCount(100);
    },
  );
  await took(
    'only those that need attention',
    () => page.getByRole('button', { name: 'Needs attention' }).click(),
    async () => {
      await expect(page.getByRole('row', { name: /^many-/ })).toHaveCount(0);
    },
  );

  await test.step('they are taken away again', async () => {
    for (const name of names) rmSync(join(clone.folder, 'instances', 'staging', name), { recursive: true });
    await clone.commit('Take the thousand away', {});
  });
});
