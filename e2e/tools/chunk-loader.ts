/** Loads chunks with app/ui/browser/load-chunk.ts instead of Vite's preload helper, which cannot repeat a failed request. */
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const loader = fileURLToPath(new URL("../../app/ui/browser/load-chunk.ts", import.meta.url));

export function chunkLoader(): Plugin {
  return {
    name: "renderdeck:chunk-loader",
    apply: "build",
    transform: (_code, id) =>
      id.endsWith("vite/preload-helper.js")
        ? { code: `export { loadChunk as __vitePreload } from ${JSON.stringify(loader)};` }
        : null,
  };
}
