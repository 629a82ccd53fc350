/** `npm run mutate`: changes one expression at a time and expects a unit test to fail. */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutation.config.ts", related: true },
  // Stryker rewrites tsconfig files with TypeScript's JavaScript API, which TypeScript 7 does not have. Vitest needs none.
  tsconfigFile: "no-tsconfig.json",
  coverageAnalysis: "perTest",
  // Values computed at import are the same in every test of a process, so a mutant there would need a new process per test.
  ignoreStatic: true,
  mutate: [
    "app/{mirror,protocol,queries}/**/*.ts",
    "app/proxy/{http,signing,upstream}/**/*.ts",
    "!app/**/*.test.ts",
    "!app/**/{fixtures,testing}/**",
  ],
  concurrency: 2,
  timeoutMS: 10_000,
  thresholds: { high: 90, low: 85, break: 85 },
  reporters: ["clear-text", "json", "progress-append-only"],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  jsonReporter: { fileName: "test-results/mutation.json" },
  tempDirName: "test-results/mutation",
  ignorePatterns: ["dist", "docs", "public"],
};
