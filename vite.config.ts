import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";
import { proxyPlugin } from "./app/proxy/vite/proxy-plugin";
import { serverOnlyPlugin } from "./app/proxy/vite/server-only-plugin";
import { demoSite } from "./e2e/tools/demo-site";
import { firstLoadOf } from "./e2e/tools/first-load";
import { precompress } from "./e2e/tools/precompress";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

/** The production server as one file: everything bundled in but Node's own modules. */
const server: UserConfig = {
  build: {
    ssr: true,
    target: "node20",
    outDir: "dist/server",
    emptyOutDir: true,
    copyPublicDir: false,
    minify: false,
    rolldownOptions: { output: { entryFileNames: "main.js", codeSplitting: false } },
  },
  ssr: { noExternal: true },
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
};

const client: UserConfig = {
  // Nothing is inlined: the content security policy takes data: addresses for images alone.
  build: {
    outDir: "dist/client",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    // The first chunk is one on purpose (e2e/tools/first-load.ts); its size is checked by e2e/tools/bundle.ts.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: firstLoadOf("app/main.tsx"), debugName: "first" }] } },
    },
  },
  plugins: [react(), serverOnlyPlugin(), proxyPlugin(), precompress()],
};

/** The same page with the farm inside the browser, for a static host; `npm run demo -- --base=/path/` for a sub-path. */
const demo: UserConfig = {
  build: { outDir: "dist/demo", emptyOutDir: true, chunkSizeWarningLimit: 1500 },
  plugins: [react(), serverOnlyPlugin(), demoSite()],
};

export default defineConfig(({ mode, isSsrBuild }) => {
  const config = isSsrBuild ? server : mode === "demo" ? demo : client;
  return {
    ...config,
    define: {
      ...config.define,
      __DEMO__: JSON.stringify(mode === "demo"),
      __VERSION__: JSON.stringify(version),
    },
  };
});
