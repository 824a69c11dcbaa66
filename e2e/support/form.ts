import type { Locator, Page } from '@playwright/test';
import { mergePullRequest } from './pullRequest.ts';
import { expect, inspect } from './test.ts';

/** What is Backstage's to mend in the frame of a form: no main landmark, tabs of no page, a bar that scrolls. */
export const theFrameOfBackstage = {
  rules: ['landmark-one-main', 'region'],
  elements: ['.bui-Tabs', '.MuiStepper-root', '.MuiFormHelperText-root.Mui-error'],
};

/** The form of a template, page by page. */
export class Form {
  readonly page: Page;
  readonly template: string;

  constructor(page: Page, template: string) {
    this.page = page;
    this.template = template;
  }

  /** Opens it; `instance` is chosen as the links of an instance's page do. */
  async open(instance?: string): Promise<void> {
    const formData = JSON.stringify({ instance: `resource:default/${instance}` });
    const query = instance ? `?${new URLSearchParams({ formData })}` : '';
    // A template is in the catalog a moment after the portal has started.
    await expect(async () => {
      await this.page.goto(`/create/templates/default/${this.template}${query}`);
      await expect(this.page.getByRole('button', { name: /^(Next|Confirm)$/ })).toBeVisible({
        timeout: 10_000,
      });
    }).toPass();
    // The browser itself refuses an empty field, and this one is filled once the catalog has answered.
    if (instance) await expect(this.page.getByRole('textbox', { name: /^Instance/ })).toHaveValue(/./);
  }

  async next(): Promise<void> {
    await this.page.getByRole('button', { name: 'Next', exact: true }).click();
  }

  /** From the review to the page on which everything is confirmed. */
  async confirm(): Promise<void> {
    await this.page.getByRole('button', { name: 'Confirm', exact: true }).click();
  }

  /** Everything that stands in the way, as the form says it. */
  problem(words: string | RegExp): Locator {
    return this.page.getByText(words).first();
  }

  /** A page of the form, as people and axe see it; nothing of it is cut off. */
  async look(name: string): Promise<void> {
    await inspect(this.page, name, theFrameOfBackstage);
    const [right, width] = await this.page
      .locator('form')
      .evaluate(form => [form.getBoundingClientRect().right, document.documentElement.clientWidth]);
    expect(right, `${name} is cut off`).toBeLessThanOrEqual(width);
  }

  /** The files on the page of review, to the byte. */
  async files(): Promise<Record<string, string>> {
    const found = await this.page
      .locator('details')
      .evaluateAll(parts =>
        parts.map(part => [part.querySelector('code')?.textContent, part.querySelector('pre')?.textContent]),
      );
    return Object.fromEntries(found.filter(([path, content]) => path && content !== null));
  }

  get difference(): Locator {
    return this.page.getByRole('region', { name: 'The difference' });
  }

  /** Sends it, waits until everything has run, and merges what it has opened. */
  async sendAndMerge(button: string, look?: (review: Page) => Promise<void>): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
    await mergePullRequest(this.page, look);
  }
}
