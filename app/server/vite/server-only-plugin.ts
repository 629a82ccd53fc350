/** Vite plug-in that fails the client build when it contains server code, so that the access key cannot reach a browser. */
import type { Plugin } from "vite";

const isServerOnly = (id: string) =>
  /\/app\/(?:proxy|server)\//.test(id.replaceAll("\\", "/")) ||
  id.startsWith("node:") ||
  id.includes("__vite-browser-external");

/** Allows no module of app/proxy or app/server and no Node built-in in the module graph of the client build. */
export function serverOnlyPlugin(): Plugin {
  return {
    name: "renderdeck-server-only",
    apply: "build",
    applyToEnvironment: ({ name }) => name === "client",
    buildEnd(error) {
      if (error) return;
      for (const id of this.getModuleIds()) {
        if (!isServerOnly(id)) continue;
        const { importers = [], dynamicImporters = [] } = this.getModuleInfo(id) ?? {};
        this.error(
          `The client build must not contain ${id} (imported by ${[...importers, ...dynamicImporters].join(", ")}): browser code calls the server through app/queries only`,
        );
      }
    },
  };
}
