import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";
import { proxyPlugin } from "./app/server/vite/proxy-plugin";
import { serverOnlyPlugin } from "./app/server/vite/server-only-plugin";
import { beforePaint } from "./e2e/tools/before-paint";
import { chunkLoader } from "./e2e/tools/chunk-loader";
import { compileMessages } from "./e2e/tools/compile-messages";
import { demoSite } from "./e2e/tools/demo-site";
import { formerAssets } from "./e2e/tools/former-assets";
import { licenses } from "./e2e/tools/licenses";
import { precompress } from "./e2e/tools/precompress";
import { usedColors } from "./e2e/tools/used-colors";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

/**
 * The production server as one file: everything bundled in but Node's own modules and libsql, whose native binary is found in
 * node_modules (decision 056).
 */
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
  ssr: { noExternal: true, external: ["libsql"] },
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
};

/** The command line as one file for Node without dependencies. */
const cli: UserConfig = {
  build: {
    ssr: true,
    target: "node20",
    outDir: "dist/cli",
    emptyOutDir: true,
    copyPublicDir: false,
    minify: false,
    rolldownOptions: { output: { entryFileNames: "renderdeck.js", codeSplitting: false } },
  },
  ssr: { noExternal: true },
};

const client: UserConfig = {
  // Nothing is inlined: the content security policy takes data: addresses for images alone.
  build: {
    outDir: "dist/client",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    // The first load is one chunk on purpose (decision 025); e2e/tools/bundle.ts checks its size.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"], priority: 2 },
            // Marks in the list and the part of the panel: each file of a part costs the first load its name.
            {
              name: "team",
              test: /app\/(tasks\/(team\/(?!team-views|use-view-acts|claim-filter|claim-values|use-claim-test|use-self)|grid\/team-mark)|ui\/team\/|queries\/(team\/(?!team-state)|account\/me))/,
            },
            // What loads right after the first rows without a click: one file instead of fifteen.
            {
              name: "soon",
              // Before "team", whose dependencies it shares.
              priority: 1,
              test: /app\/(protocol\/team\/|shell\/(pinned-views|needs-count|who\/who-note|notifications\/(?!notification-popover|notification-place|outputs-alert))|ui\/toasts\/|tasks\/(absence\/|grid\/incomplete-notes|toolbar\/change-views|team\/(claim-values|use-claim-test|use-self)|commands\/command-content|grid\/trouble-mark))/,
            },
          ],
        },
      },
    },
  },
  // TanStack Store takes the hook that React has had since version 18 from a package for older versions.
  resolve: {
    alias: { "use-sync-external-store/shim/with-selector": "use-sync-external-store/with-selector" },
  },
  plugins: [
    react(),
    compileMessages(),
    usedColors(),
    chunkLoader(),
    serverOnlyPlugin(),
    proxyPlugin(),
    licenses(),
    beforePaint(),
    precompress(),
    formerAssets(),
  ],
};

/** The same page with the farm inside the browser, for a static host; `npm run demo -- --base=/path/` for a sub-path. */
const demo: UserConfig = {
  build: { outDir: "dist/demo", emptyOutDir: true, chunkSizeWarningLimit: 1500 },
  plugins: [
    react(),
    compileMessages(),
    usedColors(),
    chunkLoader(),
    serverOnlyPlugin(),
    licenses(),
    beforePaint(),
    demoSite(),
  ],
};

/** The name of a CSS class in the page: its own and a hash of its file, the same on every machine. Vite's default adds the line. */
const scopedName = (name: string, file: string) =>
  `_${name}_${hash("sha1", relative(import.meta.dirname, file.split("?", 1)[0] ?? file), "base64url").slice(0, 4)}`;

export default defineConfig(({ mode, isSsrBuild }) => {
  const config = isSsrBuild ? (mode === "cli" ? cli : server) : mode === "demo" ? demo : client;
  return {
    ...config,
    css: { modules: { generateScopedName: scopedName } },
    define: {
      ...config.define,
      __DEMO__: JSON.stringify(mode === "demo"),
      __LIVE__: JSON.stringify(mode !== "demo"),
      __VERSION__: JSON.stringify(version),
    },
  };
});
