import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { cloneRepository, type Clone } from './demo.ts';
import { RolloutPage } from './rolloutPage.ts';

// The portal's own heading for screen readers, which Backstage puts beside its landmarks.
const outsideOfRegions = '.bui-VisuallyHidden';

const themes = ['light', 'dark'] as const;

interface Fixtures {
  rollout: RolloutPage;
  clone: Clone;
  /** Errors that reached the page's window; a test that ends with one fails. */
  thrown: Error[];
}

export const test = base.extend<Fixtures>({
  rollout: async ({ page }, use) => use(new RolloutPage(page)),
  clone: async ({}, use) => {
    const clone = await cloneRepository();
    await use(clone);
    clone.remove();
  },
  thrown: [
    async ({ page }, use) => {
      const thrown: Error[] = [];
      page.on('pageerror', error => thrown.push(error));
      await use(thrown);
      expect(thrown.map(({ message }) => message)).toEqual([]);
    },
    { auto: true },
  ],
});

/** What is Backstage's to mend. */
interface Exceptions {
  rules: string[];
  elements: string[];
}

const nothing: Exceptions = { rules: [], elements: [] };

/**
 * Looks at a page in both themes: no finding of axe, and a picture for people. A change of the theme
 * draws the page anew, so `ready` says when there is something to look at.
 */
export async function examine(
  page: Page,
  name: string,
  ready: Locator,
  notOurs: Exceptions = nothing,
): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.locator('body')).toHaveAttribute('data-theme-mode', theme);
    await expect(ready).toBeVisible();
    await inspect(page, `${name}-${theme}`, notOurs);
  }
}

/** One look: no finding of axe, and a picture. */
export async function inspect(page: Page, name: string, notOurs: Exceptions = nothing): Promise<void> {
  await page.screenshot({ path: `e2e/screenshots/${name}.png`, fullPage: true });
  const axe = new AxeBuilder({ page }).exclude(outsideOfRegions).disableRules(notOurs.rules);
  notOurs.elements.forEach(element => axe.exclude(element));
  const { violations } = await axe.analyze();
  const said = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect.soft(said, `axe on ${name}`).toEqual([]);
}

export { expect };
