import { availableParallelism } from "node:os";
import react from "@vitejs/plugin-react";
import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  define: { __DEMO__: "false", __LIVE__: "false", __VERSION__: JSON.stringify("test") },
  test: {
    // Tests also wait for timers and processes: one worker more than cores keeps the cores in use.
    maxWorkers: availableParallelism() + 1,
    // No bound of the product: a test that waits for something ends as soon as it is there.
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "node",
          isolate: false,
          include: ["app/**/*.test.ts", "mocks/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "app/server/{store,instances,limits}/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "store",
          environment: "node",
          isolate: false,
          include: ["app/server/{store,instances,limits}/**/*.test.ts"],
          globalSetup: ["app/server/store/testing/global-setup.ts"],
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: "dom", environment: "jsdom", include: ["app/**/*.test.tsx"], setupFiles: ["app/test/setup.ts"] },
      },
    ],
  },
});
