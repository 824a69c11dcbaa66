import { expect, type Locator, type Page } from '@playwright/test';

/** The page of one instance: its rail, its verdict, and what was found. */
export class RolloutPage {
  readonly page: Page;
  readonly verdict: Locator;

  constructor(page: Page) {
    this.page = page;
    this.verdict = page.getByRole('region', { name: 'Verdict' }).getByRole('status');
  }

  /** Opens it, as soon as the catalog knows the instance. */
  async open(instance: string, ready: Locator = this.verdict): Promise<void> {
    const unknown = this.page.getByText(/^There is no .* with the requested/);
    await expect(async () => {
      await this.page.goto(`/catalog/default/resource/${instance}/spicedb`);
      await expect(ready.or(unknown)).toBeVisible();
      await expect(unknown).toBeHidden({ timeout: 1 });
    }).toPass({ timeout: 120_000 });
  }

  stage(name: string): Locator {
    return this.page
      .getByRole('navigation', { name: 'Stages of the rollout' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  }

  found(stage: string): Locator {
    return this.page.getByRole('region', { name: `What was found at ${stage}` });
  }

  async refresh(): Promise<void> {
    await this.page.getByRole('button', { name: 'Read again now' }).click();
  }
}
