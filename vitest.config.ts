import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  define: { __DEMO__: "false", __VERSION__: JSON.stringify("test") },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "unit", environment: "node", include: ["app/**/*.test.ts", "mocks/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { name: "dom", environment: "jsdom", include: ["app/**/*.test.tsx"], setupFiles: ["app/test/setup.ts"] },
      },
    ],
  },
});
