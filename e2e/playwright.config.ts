import { defineConfig } from "@playwright/test";
import { findChromium, launchOptions } from "./tools/chromium";

const executable = findChromium();
if (!executable) throw new Error("No Chromium found. `npm test` installs one where it can; else set CHROMIUM_PATH.");
// Workers load this file again; they reuse the path.
process.env["CHROMIUM_PATH"] = executable;

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results/e2e",
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  // High timeouts: a busy machine is slow.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "../test-results/e2e.json" }]],
  use: {
    browserName: "chromium",
    launchOptions: launchOptions(executable),
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
  },
});
