/** The Chromium of the browser tests, one for all page scenarios of a run. */
import type { Browser, BrowserContext } from '@playwright/test';
import { chromiumEnvironment } from '../../tools/dev/lib/chromium.ts';

let launched: Promise<Browser> | undefined;

async function launch(): Promise<Browser> {
  // Only page scenarios need packages from npm; the rest of the lab runs without.
  const { chromium } = await import('@playwright/test');
  const { PLAYWRIGHT_CHROMIUM: executablePath, ...environment } = await chromiumEnvironment();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...environment } as Record<string, string>,
    // Whoever ends this command ends all of it; Playwright would close the browser and stay.
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}

/** A browser of its own for one scenario, as for one person. */
export async function newPerson(baseURL: string): Promise<BrowserContext> {
  const browser = await (launched ??= launch());
  return browser.newContext({
    baseURL,
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
}

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
}
