// Browser tests against the release build, each spec in every browser it is meant for:
//   name.spec.ts          hydrated, phone and plain (JavaScript switched off)
//   name.hydrate.spec.ts  only where JavaScript runs
//   name.plain.spec.ts    only without JavaScript
// `make test` runs them; alone, after a build: `.make/end2end.sh [name]`.

import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, devices } from "@playwright/test";

const root = resolve(__dirname, "..");
const port = process.env.E2E_PORT ?? "3300";
const baseURL = `http://127.0.0.1:${port}`;

// A fresh data folder per run. Playwright reads this file again in each worker, so the
// first reader decides; specs find the mails under E2E_DATA_DIR.
if (!process.env.E2E_DATA_DIR) {
  process.env.E2E_DATA_DIR = resolve(root, `target/end2end/data-${port}`);
  rmSync(process.env.E2E_DATA_DIR, { recursive: true, force: true });
}

// Playwright's own browser cannot be downloaded everywhere; the system's Chromium can be installed everywhere.
const executablePath = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path && existsSync(path));

const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } };
const narrow = { ...devices["Desktop Chrome"], viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export default defineConfig({
  testDir: "tests",
  outputDir: "../target/end2end/results",
  fullyParallel: true,
  workers: 2,
  retries: 0, // a test that passes the second time is a bug in the test or in the product
  forbidOnly: !!process.env.CI,
  reporter: process.env.CI ? "list" : "line",
  timeout: 30_000,
  expect: { timeout: 5_000 },

  use: {
    baseURL,
    // Recording what only a failure needs takes a third of the processor: `TRACE=1 .make/end2end.sh name` does it.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: {
      executablePath,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },

  projects: [
    { name: "hydrated", use: desktop, testIgnore: "**/*.plain.spec.ts" },
    { name: "phone", use: narrow, testIgnore: "**/*.plain.spec.ts" },
    { name: "plain", use: { ...desktop, javaScriptEnabled: false }, testIgnore: "**/*.hydrate.spec.ts" },
  ],

  webServer: {
    command: "target/release/office-hours serve",
    cwd: root,
    url: `${baseURL}/api/health`,
    reuseExistingServer: false,
    timeout: 60_000,
    stdout: "ignore",
    stderr: "pipe",
    // The server is told everything here, so that a developer's own .env changes nothing.
    env: {
      APP_ENV: "development",
      BASE_URL: baseURL,
      // `.make/with-postgres.sh sh -c 'E2E_DATABASE_URL=$TEST_POSTGRES_URL .make/end2end.sh'` takes PostgreSQL.
      DATABASE_URL: process.env.E2E_DATABASE_URL ?? `sqlite://${process.env.E2E_DATA_DIR}/office-hours.sqlite?mode=rwc`,
      DATA_DIR: process.env.E2E_DATA_DIR!,
      LEPTOS_SITE_ADDR: `127.0.0.1:${port}`,
      MODEL_DIR: "models/all-MiniLM-L6-v2",
    },
  },
});
