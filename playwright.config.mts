import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const support = join(import.meta.dirname, 'e2e', 'support');
const node = [process.execPath, '--disable-warning=ExperimentalWarning'];

// The tests run in processes of their own, which read this file again and must find the same port.
process.env.E2E_PORT ??= execFileSync(node[0], [node[1], join(support, 'freePort.ts')], { encoding: 'utf8' });
const port = Number(process.env.E2E_PORT);

export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results',
  // The tests share one portal and one replayed cluster, whose faults concern all of it.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM,
      // A container has little shared memory, and root cannot have Chromium's own sandbox.
      args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
  },
  webServer: {
    command: `"${node.join('" "')}" "${join(support, 'serve.ts')}" ${port}`,
    url: `http://localhost:${port}/.backstage/health/v1/readiness`,
    timeout: 180_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
