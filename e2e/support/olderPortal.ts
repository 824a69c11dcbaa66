import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Page } from '@playwright/test';

const dist = join(import.meta.dirname, '..', '..', 'packages', 'older-app', 'dist');
const configuration = /<script type="backstage\.io\/config">[^]*?<\/script>/;

/** Gives a page the bundle of packages/older-app in place of the portal's; everything behind it stays the same. */
export async function servesOlderFrontend(page: Page): Promise<void> {
  await page.route(
    ({ pathname }) => !pathname.startsWith('/api/'),
    async route => {
      const { pathname } = new URL(route.request().url());
      const asset = join(dist, pathname);
      if (extname(pathname) && existsSync(asset)) return route.fulfill({ path: asset });
      if (route.request().resourceType() !== 'document') return route.abort();
      const [config = ''] = configuration.exec(await (await route.fetch()).text()) ?? [];
      const html = readFileSync(join(dist, 'index.html'), 'utf8');
      return route.fulfill({
        contentType: 'text/html',
        body: html.replace('</head>', () => `${config}</head>`),
      });
    },
  );
}
