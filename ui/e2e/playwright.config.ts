import { defineConfig } from '@playwright/test'

const ci = process.env['AUTHPROXY_E2E'] === 'required'

// One stack for all tests; each test uses a person and connections of its own where it changes anything.
export default defineConfig({
  testDir: '.',
  outputDir: 'out/results',
  globalSetup: './support/stack.ts',
  workers: 1,
  retries: 0,
  forbidOnly: ci,
  // Guards against waiting for ever; on a slow machine a test takes several times as long as on a fast one.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['AUTHPROXY_BROWSER'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
})
