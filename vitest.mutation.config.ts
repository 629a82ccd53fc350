/** What the mutation run (`npm run mutate`) executes: the unit tests in Node, without the slow component tests. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { __DEMO__: "false", __VERSION__: JSON.stringify("test") },
  test: { environment: "node", include: ["app/{mirror,protocol,proxy,queries}/**/*.test.ts"] },
});
