/** The tests of one room on instrumented sources, for `npm run mutate` (e2e/mutation/mutate.ts), which sets the variables. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const room = process.env["MUTATION_ROOM"] ?? "";
const files = new Map<string, string>(
  Object.entries(JSON.parse(readFileSync(process.env["MUTATION_SOURCES"] ?? "", "utf8"))),
);

/** Loads the instrumented text instead of the file. */
const instrumented: Plugin = {
  name: "instrumented-sources",
  enforce: "pre",
  load: (id) => files.get(relative(import.meta.dirname, id)),
};

export default defineConfig({
  plugins: [instrumented],
  define: { __DEMO__: "false", __LIVE__: "false", __VERSION__: JSON.stringify("test") },
  test: {
    // Instrumented code is several times slower.
    testTimeout: 30_000,
    pool: "threads",
    maxWorkers: 1,
    isolate: false,
    runner: "e2e/mutation/runner.ts",
    dangerouslyIgnoreUnhandledErrors: true,
    projects: [
      { extends: true, test: { name: "unit", environment: "node", include: [`app/${room}/**/*.test.ts`] } },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "jsdom",
          include: [`app/${room}/**/*.test.tsx`],
          setupFiles: ["app/test/setup.ts"],
        },
      },
    ],
  },
});
